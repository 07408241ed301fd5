// A rebuild by hand drops the AUTOINCREMENT counter with the old table: https://sqlite.org/autoinc.html.
import { literalOf } from '@roostjs/internal-sql';
import type { LostCounter } from '../trace/seen-loss.ts';
import type { MigrationTrace, Observation } from '../trace/trace.ts';
import { rebuildAs } from './wording.ts';

export function autoincrementReset(trace: MigrationTrace): readonly Observation[] {
  const { verdict, steps } = trace;
  if (verdict.kind === 'unseen') return [];
  return verdict.counters.flatMap((counter) => {
    const step = steps[counter.at];
    // If the rows are lost too, there is nothing that an id could be taken for.
    const isEmptied = verdict.losses.some(
      ({ table, columns, isWhole }) => table === counter.table && columns === null && isWhole,
    );
    if (step === undefined || isEmptied) return [];
    return [
      {
        step,
        concerns: [counter.table],
        message: `Dropping '${counter.holder}' resets the AUTOINCREMENT counter of '${counter.table}': if its newest rows have been deleted, their ids are given out again.`,
        suggestion:
          counter.heir === counter.holder
            ? rebuildAs(counter.table, trace.end)
            : `-- before this statement:\n${movedCounter(counter)}\n-- or use rebuildTable of @roostjs/cli/schema, which keeps it`,
      },
    ];
  });
}

function movedCounter({ holder, heir }: LostCounter): string {
  const [from, to] = [literalOf(holder), literalOf(heir)];
  return (
    `DELETE FROM sqlite_sequence WHERE name = ${to};\n` +
    `INSERT INTO sqlite_sequence (name, seq) SELECT ${to}, seq FROM sqlite_sequence WHERE name = ${from};`
  );
}
