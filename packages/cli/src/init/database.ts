// What the database of a project has: its schema, what is recorded, and whether the migrations can be adopted. Writes nothing.
import {
  type AdoptPlan,
  createMigrator,
  dumpSchema,
  isRoostError,
  type Migrator,
  proposalOf,
  type SchemaDump,
  type StatusReport,
} from '@roostjs/migrations-core';
import type { Context } from '../context.ts';
import { quoted } from '../errors/wording.ts';
import { folderSource } from '../migrations-folder/source.ts';
import { type OpenTarget, openTarget } from '../open-target.ts';
import { onScratch } from '../scratch.ts';
import type { Target } from '../target.ts';
import type { ChosenFolder } from './choose-folder.ts';

/** What can be done about a problem, in the words of its error. */
export type Problem = { readonly message: string; readonly hint: string };

export type FoundDatabase = {
  readonly target: Target;
  /** The table that records applied migrations, or will. */
  readonly ledger: string;
  /** Without the ledgers. */
  readonly schema: SchemaDump;
  readonly applied: number;
  readonly pending: number;
  /** What migrate:adopt would do; null if there is nothing to adopt, or if it would refuse. */
  readonly adopt: AdoptPlan | null;
  /** Why it would refuse, or why no more can be done; null if nothing is in the way. */
  readonly problem: Problem | null;
};

/** `ledger` is undefined if the project has not set it: then another one is taken if the usual name is in use. */
export async function lookAtDatabase(
  context: Context,
  target: Target,
  folder: ChosenFolder,
  ledger: string | undefined,
): Promise<FoundDatabase> {
  const opened = await openTarget(context, target);
  try {
    const { migrator, status, table } = await withFreeLedger(opened, folder, ledger);
    const { wranglerLedger } = opened.migratorOptions;
    const schema = await dumpSchema({
      database: opened.database,
      ledger: table,
      ...(wranglerLedger === undefined ? {} : { wranglerLedger }),
    });
    const pending = status.pending;
    const applied = status.migrations.length - pending;
    const counted = { target, ledger: table, schema, applied, pending };
    if (folder.found === null && applied > 0)
      return { ...counted, adopt: null, problem: filesElsewhere(status) };
    const isAdoptable = schema.objects.length > 0 && applied === 0 && pending > 0;
    const adoption = isAdoptable ? await tryAdopt(context, migrator) : { adopt: null, problem: null };
    return { ...counted, ...adoption };
  } finally {
    opened.close();
  }
}

function filesElsewhere({ migrations }: StatusReport): Problem {
  return {
    message: `The database records migrations without a file here: ${quoted(migrations.map(({ name }) => name))}.`,
    hint: 'Give the folder of the migrations with --path, or restore it from version control.',
  };
}

type Ledger = { readonly migrator: Migrator; readonly status: StatusReport; readonly table: string };

const usual = 'migrations';
const other = 'roost_migrations';

// An application may have a table of its own that is called `migrations`.
async function withFreeLedger(
  opened: OpenTarget,
  folder: ChosenFolder,
  ledger: string | undefined,
): Promise<Ledger> {
  const at = async (table: string): Promise<Ledger> => {
    const migrator = migratorFor(opened, folder, table);
    return { migrator, status: await migrator.status(), table };
  };
  try {
    return await at(ledger ?? usual);
  } catch (error) {
    if (ledger !== undefined || !isRoostError(error) || error.code !== 'LEDGER.INCOMPATIBLE') throw error;
    return at(other);
  }
}

function migratorFor(
  { database, migratorOptions }: OpenTarget,
  { path, found }: ChosenFolder,
  ledger: string,
): Migrator {
  const migrations = found === null ? {} : folderSource(path);
  return createMigrator({ database, ...migratorOptions, migrations, ledger });
}

function differingFrom({ nearest }: AdoptPlan): Problem {
  return {
    message: 'The schema of the database differs from what the applied migrations create.',
    hint:
      nearest === null
        ? 'Run roost migrate:adopt: it says how it differs, and writes nothing.'
        : proposalOf(nearest),
  };
}

async function tryAdopt(
  context: Context,
  migrator: Migrator,
): Promise<Pick<FoundDatabase, 'adopt' | 'problem'>> {
  try {
    const adopt = await onScratch(context, (scratch) => migrator.adopt({ scratch, pretend: true }));
    if (adopt.differences.length > 0) return { adopt: null, problem: differingFrom(adopt) };
    return { adopt: adopt.migrations.length === 0 ? null : adopt, problem: null };
  } catch (error) {
    if (!isRoostError(error) || !error.code.startsWith('ADOPT.')) throw error;
    return { adopt: null, problem: { message: error.message, hint: error.hint } };
  }
}
