// Migrations whose names begin with the same number, as two branches create them: only the rest of the name orders them.
import { leadingNumber } from '../migration/migration.ts';
import type { LintFinding } from './finding.ts';
import { findingAbout, type LintConfig } from './findings.ts';
import { listed } from './rules/wording.ts';

/** One finding for each number, on the last of its migrations. `names`: all of them, in the order in which they run. */
export function sameNumbers(names: readonly string[], config: LintConfig): readonly LintFinding[] {
  return [...Map.groupBy(names, leadingNumber).values()].flatMap((group) => {
    const last = group.at(-1);
    if (last === undefined || group.length === 1) return [];
    return [
      {
        ...findingAbout('same-number', last, config),
        message: `${listed(group)} have the same number; they run in this order.`,
        suggestion:
          '-- Give the one that no database has applied yet a later number,\n' +
          '// or roost-allow same-number: (why the order does not matter)',
      },
    ];
  });
}
