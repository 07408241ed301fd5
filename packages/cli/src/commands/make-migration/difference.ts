// roost make:migration --from-schema, --from-drift
import { resolve } from 'node:path';
import { type Schema, schemaWithout } from '@roostjs/internal-core';
import type { Context } from '../../context.ts';
import { makeDifference } from '../../make/difference/make-difference.ts';
import { decideRenames } from '../../make/difference/renames.ts';
import { schemaOfFile, schemaOfFolder, schemaOfTarget } from '../../make/difference/schemas.ts';
import type { Dropping } from '../../make/intent.ts';
import { migrationTitle } from '../../make/name.ts';
import type { Outcome } from '../../outcome.ts';
import { differenceOutcome } from '../../output/difference.ts';
import { ledgerTable, migrationsFolder } from '../../project.ts';
import { selectionText } from '../../selection.ts';
import type { Target } from '../../target.ts';
import type { MakeFlags } from './flags.ts';

export async function runDifference(context: Context, flags: MakeFlags, name: string): Promise<Outcome> {
  migrationTitle(name);
  const [folder, ledger] = [await migrationsFolder(context, flags), await ledgerTable(context, flags)];
  const { target, schema: to } = await wantedSchema(context, flags, folder, ledger);
  const from = await schemaOfFolder(folder, ledger);
  const prompt = flags.json ? null : context.prompt;
  const renames = await decideRenames(prompt, flags.rename, { from, to });
  const { sql = false } = flags;
  const options = { folder, name, sql, ledger, from, to, renames, now: context.now() };
  const selection = target === undefined ? null : selectionText(flags);
  return differenceOutcome(context, target, selection, await makeDifference(options));
}

/** null if the migrations create no such table or column. */
export async function runDropping(
  context: Context,
  flags: MakeFlags,
  name: string,
  dropping: Dropping,
): Promise<Outcome | null> {
  const [folder, ledger] = [await migrationsFolder(context, flags), await ledgerTable(context, flags)];
  const from = await schemaOfFolder(folder, ledger);
  const to = schemaWithout(from, dropping);
  if (to === null) return null;
  const { sql = false } = flags;
  const options = { folder, name, sql, ledger, from, to, renames: [], now: context.now() };
  return differenceOutcome(context, undefined, null, await makeDifference(options));
}

async function wantedSchema(
  context: Context,
  flags: MakeFlags,
  folder: string,
  ledger: string,
): Promise<{ readonly target: Target | undefined; readonly schema: Schema }> {
  const { fromSchema } = flags;
  if (fromSchema === undefined) return schemaOfTarget(context, flags, folder, ledger);
  return { target: undefined, schema: await schemaOfFile(resolve(context.cwd, fromSchema), ledger) };
}
