// A folder for the files of commits, which is gone when the work is done.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRoostError, RoostError } from '@roostjs/migrations-core';
import type { Context } from '../context.ts';

/** The folder is removed in any case: a signal ends the check before its next migration. */
export async function withTemporaryFolder<T>(
  context: Context,
  given: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'roost-check-'));
  context.signals.begin(() => {});
  try {
    return await work(folder);
  } catch (error) {
    throw asSaid(error, folder, given);
  } finally {
    context.signals.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The temporary files are gone when the error is read: they are named as git names the files of a commit. */
function asSaid(error: unknown, folder: string, given: string): unknown {
  if (!isRoostError(error)) return error;
  const { code, details, cause } = error;
  const isStopped = code === 'MIGRATION.INTERRUPTED';
  const said = (text: string): string =>
    text
      .replaceAll(join(folder, 'base', '/'), `${given}:`)
      .replaceAll(/\S*roost-check-\w+\/ancestor-\d+\//g, 'ancestor:');
  const message = isStopped ? `The check was stopped by ${details['reason']}.` : said(error.message);
  const hint = isStopped ? 'Run it again. Nothing was written.' : said(error.hint);
  return new RoostError({ code, message, hint, details, cause });
}
