// Migrations whose names begin with the same number, as two branches create them: only the rest of the name orders them.
import { leadingNumber } from '../migration/migration.ts';
import type { LintFinding } from './finding.ts';
import { asWritten, type FolderConfig, findingAbout } from './findings.ts';
import { listed } from './rules/wording.ts';

/** One finding for each number, on the last of its migrations. `names`: all of them, in the order in which they run. */
export function sameNumbers(names: readonly string[], config: FolderConfig): readonly LintFinding[] {
  return [...Map.groupBy(names, numberOf).values()].flatMap((group) => {
    const last = group.at(-1);
    if (last === undefined || group.length === 1) return [];
    return [
      {
        ...findingAbout('same-number', last, config),
        message: `${listed(group)} have the same number; they run in this order.`,
        suggestion: asWritten(
          '// Give the one that no database has applied yet a later number,\n' +
            '// or roost-allow same-number: (why the order does not matter)',
          config.isSql(last),
        ),
      },
    ];
  });
}

const timestamp = /^\d{4}[_-]?\d\d[_-]?\d\d[_T-](?:\d{4}|\d{6}|\d\d-\d\d-\d\d(?:\.\d+)?Z?)(?=[_-]|$)/;

/** A date and a time that are separated are one number: the rest of the name orders them as it does any other. */
function numberOf(name: string): string | undefined {
  return timestamp.exec(name)?.[0] ?? leadingNumber(name);
}
