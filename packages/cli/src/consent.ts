// Whether something may be written to a remote database: asked for on a terminal, given by a flag elsewhere.
import type { Plan } from '@roostjs/migrations-core';
import type { Context } from './context.ts';
import { consentDeclined, consentMissing, nameNotConfirmed } from './errors.ts';
import { placeOf } from './output/place.ts';
import { planText } from './output/plan.ts';
import { paint } from './output/style.ts';
import type { RemoteTarget } from './target.ts';

export type ConsentFlags = { readonly force?: boolean; readonly confirm?: string };

/** What is about to happen: for the question, `Apply 2 migrations to 'app' (remote)`; and which flag agrees to it. */
export type Request = { readonly what: string; readonly shown: string; readonly needsName: boolean };

/** A plan as a request. A reset takes the data of every table along, so it wants the database's name. */
export function requestFor(context: Context, plan: Plan, target: RemoteTarget): Request {
  const { action, steps } = plan;
  const downs = steps.filter(({ direction }) => direction === 'down').length;
  const parts = [
    ...(downs > 0 ? [`roll back ${downs}`] : []),
    ...(steps.length > downs ? [`apply ${steps.length - downs}`] : []),
  ];
  const noun = steps.length === 1 ? 'migration' : 'migrations';
  return {
    what: `${parts.join(' and ')} ${noun} on ${placeOf(target)}`,
    shown: planText(context.stderr, plan),
    needsName: action === 'reset',
  };
}

/** Returns when agreed. Throws CONSENT.MISSING where nobody can be asked, CONSENT.DECLINED and CONSENT.NAME_WRONG. */
export async function askConsent(
  { stderr, prompt }: Context,
  { what, shown, needsName }: Request,
  target: RemoteTarget,
  flags: ConsentFlags,
): Promise<void> {
  if (flags.confirm !== undefined && flags.confirm !== target.name) throw nameNotConfirmed(target, what);
  if (needsName ? flags.confirm !== undefined : flags.force) return;
  if (prompt === null) throw consentMissing(target, what, needsName);
  stderr.write(shown);
  const title = `${paint(stderr, 'bold', `${what.charAt(0).toUpperCase()}${what.slice(1)}`)}`;
  if (needsName) {
    const name = await prompt(
      `${title}?\nAll that their tables hold is lost. Type the name of the database: `,
    );
    if (name.trim() !== target.name) throw nameNotConfirmed(target, what);
  } else if (!/^y(es)?$/i.test((await prompt(`${title}? [y/N] `)).trim())) {
    throw consentDeclined(target, what);
  }
}
