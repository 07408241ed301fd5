// roost schema:types
import { resolve } from 'node:path';
import { schemaTypes, typesText } from '@roostjs/internal-core';
import type { Context } from '../../context.ts';
import { typesFileUnusable } from '../../errors.ts';
import { exitCodes } from '../../exit-codes.ts';
import { checkOutcome, writeOutcome } from '../../generated-file.ts';
import { folderSource } from '../../migrations-folder/source.ts';
import type { Outcome } from '../../outcome.ts';
import { objectsText } from '../../output/objects.ts';
import { ledgerTable, migrationsFolder } from '../../project.ts';
import { scratchDatabases } from '../../scratch.ts';
import type { TypesFlags } from './flags.ts';

export async function run(context: Context, flags: TypesFlags): Promise<Outcome> {
  const { tables } = await schemaTypes({
    migrations: folderSource(await migrationsFolder(context, flags)),
    openScratch: await scratchDatabases(context, true),
    ledger: await ledgerTable(context, flags),
  });
  const { kysely = false, check, out } = flags;
  const text = typesText({ tables }, { kysely });
  const generated = (file: string) => ({
    file: resolve(context.cwd, file),
    text,
    unusable: typesFileUnusable,
  });
  if (check !== undefined) return checkOutcome(context, generated(check));
  const result = { tables, text };
  const what = `types of ${objectsText(tables.map(({ kind }) => ({ type: kind })))}`;
  if (out !== undefined) return writeOutcome(context, generated(out), what, result);
  const summary = `Printed ${what}.\n`;
  return { exitCode: exitCodes.done, result, target: undefined, text, form: 'document', summary };
}
