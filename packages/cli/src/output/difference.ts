// What make:migration --from-schema and --from-drift have written, and what it means for the rows.
import { relative } from 'node:path';
import type { SchemaLoss } from '@roostjs/internal-core';
import { inline } from '@roostjs/internal-errors';
import type { Context, Output } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import type { MadeDifference } from '../make/difference/make-difference.ts';
import type { Outcome } from '../outcome.ts';
import type { Target } from '../target.ts';
import { outOfOrderText } from './out-of-order.ts';
import { count, nextLead, warningLead } from './style.ts';

/** `target`, `selection`: the database that has the schema, and the flags that say so; none if a file has it. */
export function differenceOutcome(
  { cwd, stderr }: Context,
  target: Target | undefined,
  selection: string | null,
  difference: MadeDifference,
): Outcome {
  const { made } = difference;
  const paths = made.map(({ path }) => `${inline(relative(cwd, path))}\n`);
  return {
    exitCode: exitCodes.done,
    result: difference,
    target,
    text: paths.join(''),
    summary:
      made.length === 0
        ? 'Nothing to write: the schemas do not differ.\n'
        : summaryOf(stderr, selection, difference),
  };
}

function summaryOf(stderr: Output, selection: string | null, difference: MadeDifference): string {
  const { made, losses, obstacles, proof } = difference;
  const warning = (text: string): string => `${warningLead(stderr)}${inline(text)}\n`;
  const next = (text: string): string => `${nextLead(stderr)}${inline(text)}\n`;
  const where = proof.rows === 0 ? 'on empty tables' : `on ${count(proof.rows, 'row')}`;
  const tried = `tried ${obstacles.length === 0 ? 'up and down ' : ''}in memory ${where}`;
  const last = made.at(-1)?.name ?? '';
  return [
    `Wrote ${count(made.length, 'migration')}, ${tried}.\n`,
    ...losses.map((loss) => warning(lossText(loss))),
    ...obstacles.map((obstacle) => warning(`without down(): ${obstacle}`)),
    ...(selection === null
      ? []
      : [
          next(
            `the database has this already; record it there without running it: roost migrate:adopt --to ${last}${selection}`,
          ),
        ]),
    outOfOrderText(stderr, made.at(-1)?.aheadOf ?? []),
  ].join('');
}

function lossText({ table, column }: SchemaLoss): string {
  return column === null
    ? `drops the table ${table} with its rows`
    : `drops the column ${table}.${column} with its values`;
}
