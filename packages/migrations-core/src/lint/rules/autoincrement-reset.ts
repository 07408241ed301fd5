// A rebuild by hand drops the AUTOINCREMENT counter with the old table: https://sqlite.org/autoinc.html.
import { literalOf, nameKey } from '@roostjs/internal-sql';
import type { ContentsBefore } from '../trace/data-flow.ts';
import type { LostCounter } from '../trace/seen-loss.ts';
import { type ContentsByTable, noContents, onlyCopyIn } from '../trace/table-contents.ts';
import type { MigrationTrace, Observation } from '../trace/trace.ts';
import { rebuildAs, rebuildTableIn } from './rebuild-offer.ts';

export function autoincrementReset(trace: MigrationTrace, tables: ContentsBefore): readonly Observation[] {
  const { verdict, steps } = trace;
  return verdict.counters.flatMap((counter) => {
    const step = steps[counter.at];
    // If the rows are lost too, there is nothing that an id could be taken for.
    if (step === undefined || isEmptied(trace, counter, tables.get(step) ?? noContents)) return [];
    return [
      {
        step,
        concerns: [counter.table],
        message: `Dropping '${counter.holder}' resets the AUTOINCREMENT counter of '${counter.table}': if its newest rows have been deleted, their ids are given out again.`,
        suggestion: (setting) =>
          counter.heir === counter.holder
            ? rebuildAs(counter.table, trace.start, trace.end, setting)
            : `-- before this statement:\n${movedCounter(counter)}\n-- or use ${rebuildTableIn(setting)}, which keeps it`,
      },
    ];
  });
}

function isEmptied(
  { verdict }: MigrationTrace,
  { table, holder }: LostCounter,
  contents: ContentsByTable,
): boolean {
  if (verdict.kind === 'unseen') return onlyCopyIn(contents, holder).includes(nameKey(table));
  return verdict.losses.some((loss) => loss.table === table && loss.columns === null && loss.isWhole);
}

function movedCounter({ holder, heir }: LostCounter): string {
  const [from, to] = [literalOf(holder), literalOf(heir)];
  return (
    `DELETE FROM sqlite_sequence WHERE name = ${to};\n` +
    `INSERT INTO sqlite_sequence (name, seq) SELECT ${to}, seq FROM sqlite_sequence WHERE name = ${from};`
  );
}
