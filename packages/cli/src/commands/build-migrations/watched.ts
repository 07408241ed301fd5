// roost build:migrations --watch
import { relative } from 'node:path';
import { inline, isRoostError } from '@roostjs/internal-errors';
import { buildModule } from '../../build/build.ts';
import { workAtChanges } from '../../build/watch.ts';
import type { Context } from '../../context.ts';
import { writeDocument } from '../../document-file.ts';
import { exitCodes } from '../../exit-codes.ts';
import type { Outcome } from '../../outcome.ts';
import { count, paint } from '../../output/style.ts';

/**
 * Writes the module at once and after each change, and says each in a line. What is wrong at the beginning is thrown, because it may be
 * a typing mistake; what is wrong later is said, and the next change fixes it.
 */
export async function watched(context: Context, folder: string, file: string): Promise<Outcome> {
  const { cwd, stderr, signals } = context;
  const [from, to] = [folder, file].map((path) => inline(relative(cwd, path) || '.'));
  const interrupted = new Promise<void>((resolve) => signals.begin(() => resolve()));
  let last: 'failed' | 'built' | undefined;
  let written = 0;
  const write = async (): Promise<void> => {
    const { generated, what } = await buildModule(folder, file);
    const isNew = writeDocument(file, generated.text, generated.unusable);
    if (isNew) written += 1;
    if (isNew) stderr.write(`Wrote ${what} to ${to}.\n`);
    else if (last !== 'built') stderr.write(`Unchanged: ${to} has ${what}.\n`);
    last = 'built';
  };
  stderr.live?.end();
  await workAtChanges(folder, interrupted, async () => {
    const isFirst = last === undefined;
    try {
      await write();
      if (isFirst) stderr.write(`Watching ${from}. Ctrl-C ends it.\n`);
    } catch (error) {
      if (isFirst || !isRoostError(error)) throw error;
      stderr.write(`${paint(stderr, 'red', 'error')} ${inline(error.message)} [${error.code}]\n`);
      last = 'failed';
    }
  });
  signals.end();
  return {
    exitCode: exitCodes.done,
    result: { file, written },
    target: undefined,
    text: '',
    summary: `Stopped watching ${from}. Wrote ${to} ${count(written, 'time')}.\n`,
  };
}
