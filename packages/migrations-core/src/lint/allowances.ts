// What a migration's file allows by itself, read off its text without running it:
//
//     // roost-allow drop-column: the column is empty since 2025

export type Allowance = {
  readonly rule: string;
  /** Empty where none is given, which allows nothing. */
  readonly reason: string;
  /** From 1. */
  readonly line: number;
};

const comment = /\/\/\s*roost-allow\b[ \t]*([^\s:]*)[ \t]*:?[ \t]*(.*)$/;

export function allowancesIn(text: string): readonly Allowance[] {
  return text.split('\n').flatMap((line, index) => {
    const [whole, rule = '', reason = ''] = comment.exec(line) ?? [];
    return whole === undefined ? [] : [{ rule, reason: reason.trim(), line: index + 1 }];
  });
}
