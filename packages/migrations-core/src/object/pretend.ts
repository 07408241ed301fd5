// What a migrate would run, found out by running it: each step on what those before it wrote, and all of it undone.
import { messageOf } from '../errors.ts';
import { loadedFor } from '../migration/load.ts';
import type { Plan } from '../plan/types.ts';
import type { PretendedStep, PretendReport } from '../run/report.ts';
import { type Asked, isSameAgain } from './answers.ts';
import { sqlDatabase } from './object-database.ts';
import { loadUps, recordStep } from './run.ts';
import type { ObjectRead } from './setup.ts';
import { type ObjectStorage, undoing } from './storage.ts';

export async function pretendPlan(
  storage: ObjectStorage,
  state: ObjectRead,
  plan: Plan,
): Promise<PretendReport> {
  const database = sqlDatabase(storage);
  const { action, steps, warnings } = plan;
  const loaded = await loadUps(plan, state);
  const pretended: PretendedStep[] = [];
  const before: Asked[] = [];
  let stopped: string | null = null;
  for (const step of steps) {
    if (stopped !== null || step.replaces !== undefined) {
      pretended.push({ ...step, statements: stopped === null ? [] : null, unknown: stopped });
      continue;
    }
    const recorded = await recordStep(storage, database, step, loadedFor(step, loaded), before);
    const asked = recorded.kind === 'recorded' ? recorded.asked : [];
    const cause =
      recorded.kind === 'failed' ? recorded.failure.cause : failureOf(storage, [...before, ...asked]);
    before.push(...asked);
    const statements = asked
      .filter(({ isWrite }) => isWrite)
      .map(({ statement: { sql, values } }) => ({ sql, values }));
    if (cause === undefined) pretended.push({ ...step, statements, unknown: null });
    else pretended.push({ ...step, statements: null, unknown: `it would fail: ${messageOf(cause)}` });
    if (cause !== undefined) stopped = `'${step.name}' would fail before it`;
  }
  return { action, pretend: true, wipe: null, steps: pretended, warnings, findings: [], losses: [] };
}

// undefined if all of it runs.
function failureOf(storage: ObjectStorage, asked: readonly Asked[]): unknown {
  return undoing(storage, () => {
    try {
      for (const one of asked) isSameAgain(storage, one);
      return undefined;
    } catch (error) {
      return error;
    }
  });
}
