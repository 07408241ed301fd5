// roost migrate:squash
import { join, relative } from 'node:path';
import type { Migration, Migrator, Squash } from '@roostjs/migrations-core';
import type { Context } from '../../context.ts';
import { exitCodes } from '../../exit-codes.ts';
import { loadModule } from '../../migrations-folder/load.ts';
import type { Outcome } from '../../outcome.ts';
import { squashSummary } from '../../output/squash.ts';
import { migrationsFolder } from '../../project.ts';
import { onScratch } from '../../scratch.ts';
import { extensionOf, filesOf, replaceFiles, withTempFile } from '../../squash/files.ts';
import { squashText } from '../../squash/text.ts';
import type { Target } from '../../target.ts';
import { withMigrator } from '../with-migrator.ts';
import type { SquashFlags } from './flags.ts';

export async function run(context: Context, flags: SquashFlags): Promise<Outcome> {
  return withMigrator(context, flags, async (migrator, target) => {
    const { to, withoutRows = false, pretend = false } = flags;
    const squash = await onScratch(context, (scratch) =>
      migrator.squash({ ...(to === undefined ? {} : { to }), withoutRows, scratch }),
    );
    const folder = await migrationsFolder(context, flags);
    const replaced = filesOf(folder, squash.replaces);
    const extension = extensionOf(replaced);
    const text = squashText(squash, extension);
    const path = join(folder, `${squash.name}${extension}`);
    if (pretend) {
      await verifySquash(context, migrator, squash, () => migrationOf(squash));
      return outcome(context, target, squash, { path, text, pretend });
    }
    // The written file itself is verified, because it is what every database will load.
    await withTempFile(folder, extension, text, async (file) => {
      await verifySquash(context, migrator, squash, () => loadModule(file));
      replaceFiles(file, path, replaced, folder);
    });
    return outcome(context, target, squash, { path, text: `${relative(context.cwd, path)}\n`, pretend });
  });
}

async function verifySquash(
  context: Context,
  migrator: Migrator,
  squash: Squash,
  load: () => unknown,
): Promise<void> {
  await onScratch(context, (scratch) =>
    migrator.verifySquash(squash, { name: squash.name, load: async () => load() }, scratch),
  );
}

function migrationOf({ replaces, statements }: Squash): Migration {
  return {
    replaces,
    async up(db) {
      for (const sql of statements) await db.run(sql);
    },
  };
}

function outcome(
  { stderr }: Context,
  target: Target,
  squash: Squash,
  { path, text, pretend }: { readonly path: string; readonly text: string; readonly pretend: boolean },
): Outcome {
  const { name, replaces, objects, rows, omittedRows, fingerprint } = squash;
  return {
    exitCode: exitCodes.done,
    result: { pretend, name, path, replaces, objects, rows, omittedRows, fingerprint },
    target,
    text,
    form: pretend ? 'as is' : 'prose',
    summary: squashSummary(stderr, squash, pretend),
  };
}
