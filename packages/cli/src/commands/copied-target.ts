// The local database of which --data runs on copies.
import { existsSync } from 'node:fs';
import type { Context } from '../context.ts';
import { copyFlagWithoutData, nothingToCopy } from '../errors.ts';
import type { copiedDatabaseFlags, FlagsOf } from '../flags.ts';
import { findTarget, type LocalTarget } from '../target.ts';

type CopyFlags = FlagsOf<typeof copiedDatabaseFlags> & { readonly data?: boolean };

/** undefined without --data. Throws VERIFY.NO_DATABASE, CLI.USAGE if a database is selected and none is copied, and as `findTarget` does. */
export async function copiedTarget(context: Context, flags: CopyFlags): Promise<LocalTarget | undefined> {
  if (!flags.data) {
    refuseSelection(flags);
    return undefined;
  }
  const target = await findTarget(context, flags);
  if (target.kind === 'remote') throw new Error('No flag of this command names a remote database.');
  if (!existsSync(target.file)) throw nothingToCopy(target.file);
  return target;
}

function refuseSelection(flags: CopyFlags): void {
  // --database also says whose migrations are meant.
  const names = [...(flags.database === undefined ? (['env'] as const) : []), 'persistTo', 'file'] as const;
  const alone = names.find((flag) => flags[flag] !== undefined);
  if (alone !== undefined) throw copyFlagWithoutData(alone);
}
