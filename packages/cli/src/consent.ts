// Permission to write to a remote database: a question on a terminal, or a flag.
import type { PendingPhases } from '@roostjs/internal-core';
import { inline } from '@roostjs/internal-errors';
import type { Action, LossPreview, Plan } from '@roostjs/migrations-core';
import type { Context } from './context.ts';
import { consentDeclined, consentMissing, destructionForbidden, nameNotConfirmed } from './errors.ts';
import type { CommonFlags, ConsentFlags } from './flags.ts';
import { remoteDatabaseId } from './open-target.ts';
import { previewText } from './output/losses.ts';
import { objectsText } from './output/objects.ts';
import { planText } from './output/plan.ts';
import { seedersText } from './output/seeding.ts';
import { count, paint } from './output/style.ts';
import { targetName } from './output/target-name.ts';
import { isSameDatabase } from './same-database.ts';
import type { RemoteTarget, Target } from './target.ts';
import { confirms } from './terminal.ts';

/** What needs permission, for example `apply 2 migrations on app (remote)`, and how it is given. */
export type Request = {
  readonly what: string;
  /** Shown with the question. Not called if nothing is asked. */
  readonly shown: () => Promise<string>;
  readonly naming: Naming;
};

/**
 * Whether the name of the database has to be given: `always`; `unattended`, if nobody can be asked; or `unless-forced`, only where
 * roost.json says so. A name that was given is consent in any case.
 */
export type Naming = 'always' | 'unattended' | 'unless-forced';

/**
 * Throws CONSENT.FORBIDDEN if roost.json forbids commands that delete data on this database. No flag overrides that.
 */
export async function refuseForbidden(context: Context, target: Target, command: string): Promise<void> {
  if (target.kind !== 'remote') return;
  for (const { file, databases } of target.prohibitions) {
    for (const database of databases) {
      const isForbidden = await isSameDatabase(target.address, database, (address) =>
        remoteDatabaseId(context, address),
      );
      if (isForbidden) throw destructionForbidden(target.name, file, command);
    }
  }
}

// Those that delete the data of whole tables, and the rollback, which deletes what its migrations have added.
const naming: Readonly<Record<Action, Naming>> = {
  migrate: 'unless-forced',
  rollback: 'unattended',
  reset: 'always',
  refresh: 'always',
  fresh: 'always',
};

/** `seeders`: those that run afterwards. `verb`: what is done to the migrations that are pending. */
type Asked = {
  readonly losses: () => Promise<LossPreview>;
  readonly phases: () => Promise<PendingPhases>;
  readonly seeders?: readonly string[];
  readonly verb?: 'apply' | 'rehearse';
};

/** The request to run a plan. */
export function requestFor(
  context: Context,
  target: RemoteTarget,
  plan: Plan,
  { losses, phases, seeders = [], verb = 'apply' }: Asked,
): Request {
  const { action, steps, wipe } = plan;
  const downs = steps.filter(({ direction }) => direction === 'down').length;
  const records = steps.filter(({ replaces }) => replaces !== undefined).length;
  const ups = steps.length - downs - records;
  const parts = [
    ...(wipe === null ? [] : [`drop ${objectsText(wipe.objects)}`]),
    ...(downs > 0 ? [`roll back ${downs}`] : []),
    ...(records > 0 ? [`record ${records}`] : []),
    ...(ups > 0 ? [`${verb} ${ups}`] : []),
  ];
  const noun = steps.length === 0 ? '' : steps.length === 1 ? ' migration' : ' migrations';
  const seeds = seeders.length === 0 ? '' : ` and run ${count(seeders.length, 'seeder')}`;
  return {
    what: `${parts.join(' and ')}${noun}${seeds} on ${targetName(target)}`,
    shown: async () =>
      planText(context.stderr, plan, action === 'migrate' ? (await phases()).migrations : []) +
      seedersText(context.stderr, seeders) +
      previewText(context.stderr, await losses()),
    naming: naming[action],
  };
}

/** A change that is no plan: what it does, its details, and whether the database's name has to be given. */
export type Change = { readonly what: string; readonly details?: string; readonly naming?: Naming };

/** Shows the details of a change, and asks for permission if the database is remote. With `--json`, only a question shows them. */
export async function askApproval(
  context: Context,
  target: Target,
  { what, details = '', naming = 'unless-forced' }: Change,
  flags: ConsentFlags & CommonFlags,
): Promise<void> {
  if (!flags.json) context.stderr.write(details);
  if (target.kind !== 'remote') return;
  const shown = async (): Promise<string> => (flags.json ? details : '');
  await askConsent(context, target, { what: `${what} on ${targetName(target)}`, shown, naming }, flags);
}

/** Returns if permission is given. Throws CONSENT.MISSING if nobody can be asked, CONSENT.DECLINED and CONSENT.NAME_WRONG. */
export async function askConsent(
  { stderr, prompt }: Context,
  target: RemoteTarget,
  { what, shown, naming }: Request,
  flags: ConsentFlags,
): Promise<void> {
  if (flags.confirm !== undefined && flags.confirm !== target.name) throw nameNotConfirmed(target.name, what);
  if (flags.confirm !== undefined) return;
  const needsName =
    naming === 'always' || target.confirmsWrites || (naming === 'unattended' && prompt === null);
  if (flags.force && !needsName) return;
  if (prompt === null) throw consentMissing(target.name, what, needsName);
  stderr.write(await shown());
  const title = paint(stderr, 'bold', inline(`${what.charAt(0).toUpperCase()}${what.slice(1)}`));
  if (needsName) {
    const warning = naming === 'always' ? 'All data in these tables will be lost. ' : '';
    const name = await prompt(`${title}?\n${warning}Type the database name to confirm: `);
    if (name.trim() === '') throw consentDeclined(target.name, what);
    if (name.trim() !== target.name) throw nameNotConfirmed(target.name, what);
  } else if (!(await confirms(prompt, `${title}?`))) {
    throw consentDeclined(target.name, what);
  }
}
