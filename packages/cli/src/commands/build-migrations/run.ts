// roost build:migrations
import { resolve } from 'node:path';
import { buildModule } from '../../build/build.ts';
import { outFile } from '../../build/out-file.ts';
import type { Context } from '../../context.ts';
import { watchNeedsFile } from '../../errors.ts';
import { exitCodes } from '../../exit-codes.ts';
import { checkOutcome, writeOutcome } from '../../generated-file.ts';
import type { Outcome } from '../../outcome.ts';
import { migrationsFolder } from '../../project.ts';
import type { BuildFlags } from './flags.ts';
import { watched } from './watched.ts';

export async function run(context: Context, flags: BuildFlags): Promise<Outcome> {
  const { out, check, watch = false } = flags;
  if (watch && out === undefined) throw watchNeedsFile();
  const folder = await migrationsFolder(context, flags);
  if (check !== undefined) {
    const { generated } = await buildModule(folder, resolve(context.cwd, check));
    return checkOutcome(context, generated);
  }
  if (out === undefined) return await printed(context, folder);
  const file = outFile(context, folder, out);
  if (watch) return await watched(context, folder, file);
  const { generated, migrations, what } = await buildModule(folder, file);
  return writeOutcome(context, generated, what, { migrations, text: generated.text });
}

// Its imports are those of a file in the working directory.
async function printed({ cwd }: Context, folder: string): Promise<Outcome> {
  const { generated, migrations, what } = await buildModule(folder, resolve(cwd, 'migrations.ts'));
  return {
    exitCode: exitCodes.done,
    result: { migrations, text: generated.text },
    target: undefined,
    text: generated.text,
    form: 'document',
    summary: `Printed ${what}, with imports for a file in this folder.\n`,
  };
}
