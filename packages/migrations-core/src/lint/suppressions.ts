// What a migration's file allows by itself, read off its text without running it:
//
//     // roost-allow drop-column: the column is empty since 2025
//     -- roost-allow drop-column: the same in an SQL file

export type Suppression = {
  readonly rule: string;
  /** Empty where none is given, which allows nothing. */
  readonly reason: string;
  /** From 1. */
  readonly line: number;
};

const comment = /^(.*?)(?:\/\/|--)\s*roost-allow\b[ \t]*([^\s:]*)[ \t]*:?[ \t]*(.*)$/;

export function allowancesIn(text: string): readonly Suppression[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const [, before, rule = '', reason = ''] = comment.exec(line) ?? [];
    return before === undefined || isInString(before)
      ? []
      : [{ rule, reason: reason.trim(), line: index + 1 }];
  });
}

/** Whether a quote is open at the end of this part of a line; a template may have begun on another. */
function isInString(before: string): boolean {
  if (/^[^'"`]*`[\s),;\]]*$/.test(before)) return false;
  const rest = before.replace(/\\./g, '').replace(/'[^']*'|"[^"]*"|`[^`]*`/g, '');
  return /['"`]/.test(rest);
}
