// The rules that a migration's file allows, parsed from its text without running it:
//
//     // roost-allow drop-column: the column has been empty since 2025
//     -- roost-allow drop-column: the same in an SQL file
//
// The one that is no rule of lint allows migrate:export to write no file for the migration.

export type Suppression = {
  readonly rule: string;
  /** Empty if none is given; the comment then allows nothing. */
  readonly reason: string;
  /** From 1. */
  readonly line: number;
};

export const exportSuppression = 'unexportable';

/** The reason that the text gives for allowing it; undefined if it does not, or gives none. */
export function allowedIn(text: string, rule: string): string | undefined {
  return suppressionsIn(text).find((suppression) => suppression.rule === rule && suppression.reason !== '')
    ?.reason;
}

export function suppressionsIn(text: string): readonly Suppression[] {
  return marksIn(text, 'roost-allow').map(({ word, reason, line }) => ({ rule: word, reason, line }));
}

/** A comment of Roost's own: `// <mark> <word>: <reason>`, or after `--`. */
export type Mark = { readonly word: string; readonly reason: string; readonly line: number };

/** The comments of the text with this mark, outside of strings. */
export function marksIn(text: string, mark: string): readonly Mark[] {
  const comment = new RegExp(`^(.*?)(?://|--)\\s*${mark}\\b[ \\t]*([^\\s:]*)[ \\t]*:?[ \\t]*(.*)$`);
  return text.split(/\r?\n/).flatMap((line, index) => {
    const [, before, word = '', reason = ''] = comment.exec(line) ?? [];
    return before === undefined || isInString(before)
      ? []
      : [{ word, reason: reason.trim(), line: index + 1 }];
  });
}

/** Whether a quote is open at the end of this part of a line; a template may have begun on an earlier line. */
function isInString(before: string): boolean {
  if (/^[^'"`]*`[\s),;\]]*$/.test(before)) return false;
  const rest = before.replace(/\\./g, '').replace(/'[^']*'|"[^"]*"|`[^`]*`/g, '');
  return /['"`]/.test(rest);
}
