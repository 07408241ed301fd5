// roost import
import { resolve } from 'node:path';
import type { Context } from '../../context.ts';
import { modulePath, readSource } from '../../import/source.ts';
import { moduleText } from '../../import/text.ts';
import { verifiedImport } from '../../import/verify.ts';
import { writeModules } from '../../import/write.ts';
import type { Outcome } from '../../outcome.ts';
import { importOutcome } from '../../output/import.ts';
import { verifyingText } from '../../output/verify.ts';
import { ledgerTable, migrationsFolder } from '../../project.ts';
import { scratchDatabases } from '../../scratch.ts';
import type { ImportFlags } from './flags.ts';

export async function run(context: Context, flags: ImportFlags, given: string): Promise<Outcome> {
  const since = context.clock();
  const { pretend = false, path: toPath } = flags;
  const [from, to] = [resolve(context.cwd, given), await migrationsFolder(context, flags)];
  const { migrations, others } = readSource(from, to);
  const openScratch = await scratchDatabases(context, true);
  const { imported, verified } = await verifiedImport(
    migrations,
    openScratch,
    await ledgerTable(context, flags),
    (event) => {
      if (event.type === 'migration-started') context.stderr.live?.change(verifyingText(event));
    },
  );
  const files = imported.map((migration, index) => ({
    migration,
    verified: verified[index],
    path: modulePath(to, migration.name),
    text: moduleText(migration),
  }));
  if (!pretend) writeModules(to, files);
  return importOutcome(context, {
    from,
    to,
    toPath,
    files,
    others,
    pretend,
    milliseconds: context.clock() - since,
  });
}
