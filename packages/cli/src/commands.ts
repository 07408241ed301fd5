// Every command, in the groups and the order of the help.
import { adopt } from './commands/adopt/command.ts';
import { buildMigrations } from './commands/build-migrations/command.ts';
import { check } from './commands/check/command.ts';
import { checkQueries } from './commands/check-queries/command.ts';
import { completionOf } from './commands/completion/command.ts';
import { dbSeed } from './commands/db-seed/command.ts';
import { diagram } from './commands/diagram/command.ts';
import { doctor } from './commands/doctor/command.ts';
import { dump } from './commands/dump/command.ts';
import { exportSql } from './commands/export/command.ts';
import { fresh } from './commands/fresh/command.ts';
import { gateCheck } from './commands/gate-check/command.ts';
import { gateManifest } from './commands/gate-manifest/command.ts';
import { importSql } from './commands/import/command.ts';
import { init } from './commands/init/command.ts';
import { install } from './commands/install/command.ts';
import { lint } from './commands/lint/command.ts';
import { makeMigration } from './commands/make-migration/command.ts';
import { makeSeeder } from './commands/make-seeder/command.ts';
import { migrate } from './commands/migrate/command.ts';
import { refresh } from './commands/refresh/command.ts';
import { repair } from './commands/repair/command.ts';
import { report } from './commands/report/command.ts';
import { reset } from './commands/reset/command.ts';
import { resolve } from './commands/resolve/command.ts';
import { rollback } from './commands/rollback/command.ts';
import { squash } from './commands/squash/command.ts';
import { status } from './commands/status/command.ts';
import { types } from './commands/types/command.ts';
import { verify } from './commands/verify/command.ts';

const completion = completionOf(() => commands);

const everyday = [
  init,
  makeMigration,
  migrate,
  status,
  rollback,
  makeSeeder,
  dbSeed,
  types,
  buildMigrations,
] as const;

const inspect = [lint, verify, check, checkQueries, report, doctor, dump, diagram] as const;

const deploy = [gateManifest, gateCheck] as const;

const history = [exportSql, squash, importSql, adopt, resolve, repair] as const;

const database = [reset, refresh, fresh, install] as const;

/** The commands by the heading of the help under which they are listed. */
export const commandGroups = [
  ['Everyday', everyday],
  ['Inspect', inspect],
  ['Deploy', deploy],
  ['Change history', history],
  ['Database', database],
  ['Help', [completion]],
] as const;

export const commands = [...everyday, ...inspect, ...deploy, ...history, ...database, completion] as const;

export type CommandName = (typeof commands)[number]['name'];

/** The command of this name. */
export function commandNamed(name: string | undefined): (typeof commands)[number] | undefined {
  return commands.find((command) => command.name === name);
}
