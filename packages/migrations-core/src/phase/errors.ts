// Why a migration has no phase of its own, or cannot run in one.
import type { RoostError } from '@roostjs/internal-errors';
import { fail, quote, quoted, sentence, unchanged } from '../errors.ts';
import type { Effect } from './effect.ts';
import type { DeployPhase } from './phase.ts';

type OfMigration = { readonly name: string };

export function phaseInvalid(
  name: string,
  phase: string | null,
): RoostError<'PHASE.INVALID', { readonly name: string; readonly phase: string | null }> {
  return fail({
    code: 'PHASE.INVALID',
    message:
      phase === null
        ? `The comment roost-phase of '${name}' gives no reason.`
        : `The comment roost-phase of '${name}' names '${phase}', which is not expand, contract or data.`,
    hint: `Write, for example: roost-phase expand: nothing reads the column any more. ${unchanged}`,
    details: { name, phase },
  });
}

export function phaseMixed({
  name,
  effects,
}: OfMigration & { readonly effects: readonly Effect[] }): RoostError<
  'PHASE.MIXED',
  { readonly name: string; readonly effects: readonly Effect[] }
> {
  const of = (phase: Effect['phase']): string =>
    effects
      .filter((effect) => effect.phase === phase)
      .map(({ subject, what }) => `${subject} ${what}`)
      .join('; ');
  return fail({
    code: 'PHASE.MIXED',
    message: `'${name}' belongs to both phases. Expand: ${of('expand')}. Contract: ${of('contract')}.`,
    hint: `Split it in two migrations, or declare its phase in the file: roost-phase expand: <reason>. ${unchanged}`,
    details: { name, effects },
  });
}

export function phaseUnknown({
  name,
  problem,
}: OfMigration & { readonly problem: string | null }): RoostError<
  'PHASE.UNKNOWN',
  { readonly name: string; readonly problem: string | null }
> {
  return fail({
    code: 'PHASE.UNKNOWN',
    message: `The phase of '${name}' cannot be found, because it fails on a database without rows: ${sentence(problem ?? '')}`,
    hint: `Correct it, or declare its phase in the file: roost-phase expand: <reason>. ${unchanged}`,
    details: { name, problem },
  });
}

export function phaseOrder(
  phase: DeployPhase,
  name: string,
  needs: readonly string[],
  problem: string | null,
): RoostError<
  'PHASE.ORDER',
  { readonly name: string; readonly needs: readonly string[]; readonly problem: string | null }
> {
  const before = needs.length === 0 ? 'others run first' : `${quoted(needs)} run first`;
  return fail({
    code: 'PHASE.ORDER',
    message: `The phase ${phase} cannot run alone: ${quote(name)} needs that ${before} (${problem ?? ''}).`,
    hint: `Run the other phase first, or all of it with roost migrate --to. ${unchanged}`,
    details: { name, needs, problem },
  });
}
