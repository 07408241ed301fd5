// Generated sequences of commands, edits and faults: after each step the status, the ledger and the schema are what the
// model says. MODEL_RUNS=1000 makes more of them.
import {
  createMigrator,
  type Migration,
  type MigrationSource,
  type Migrator,
  type SqlDatabase,
} from '@roostjs/migrations-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountOf } from '../../../../scripts/searches.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type Fate, losing } from '../support/far-database.ts';
import { sqlMigration } from '../support/migrations.ts';
import {
  type Change,
  type Command,
  changed,
  courseOf,
  emptyWorld,
  handmade,
  nameOf,
  shownBy,
  type Version,
  type World,
} from './model.ts';

const numbers = fc.integer({ min: 1, max: 6 });

const commands: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    kind: fc.constant('migrate' as const),
    step: fc.boolean(),
    to: fc.option(numbers, { nil: undefined, freq: 2 }),
  }),
  fc.record({
    kind: fc.constant('rollback' as const),
    step: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
  }),
  fc.record({ kind: fc.constant('reset' as const) }),
  fc.record({ kind: fc.constant('refresh' as const), step: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant('fresh' as const) }),
  fc.record({ kind: fc.constant('repair' as const) }),
);

const changes: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('write' as const),
      name: numbers.map(nameOf),
      version: fc.constantFrom<Version>('first', 'first', 'second', 'keeps'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), name: numbers.map(nameOf) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('by-hand' as const) }) },
);

/** What becomes of the n-th batch that the command sends; the others arrive. `refused` is not sent again. */
const faults = fc.option(
  fc.record({
    at: fc.integer({ min: 0, max: 5 }),
    fate: fc.constantFrom<Fate>('lost-before', 'lost-after', 'lost-and-late', 'too-many', 'refused'),
  }),
  { nil: undefined },
);

type Fault = { readonly at: number; readonly fate: Fate } | undefined;

const actions = fc.oneof(
  { weight: 2, arbitrary: fc.record({ change: changes }) },
  { weight: 3, arbitrary: fc.record({ command: commands, fault: faults }) },
);

describe('for any sequence of commands, edits and faults', () => {
  it('status, ledger and schema match the model after each step', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(actions, { minLength: 5, maxLength: 25 }), async (sequence) => {
        const database = testDatabase();
        let world = emptyWorld;
        for (const action of sequence) {
          world =
            'change' in action
              ? await change(database, world, action.change)
              : await perform(database, world, action.command, action.fault);
          await compare(database, world);
        }
      }),
      { numRuns: amountOf('MODEL_RUNS') },
    );
  }, 600_000);
});

async function change(database: TestDatabase, world: World, wanted: Change): Promise<World> {
  const after = changed(world, wanted);
  if (wanted.kind === 'by-hand') {
    database.run(
      after.objects.has(handmade) ? `CREATE VIEW ${handmade} AS SELECT 1` : `DROP VIEW ${handmade}`,
    );
  }
  return after;
}

async function perform(database: TestDatabase, world: World, command: Command, fault: Fault): Promise<World> {
  const course = courseOf(world, command);
  const fates = fault === undefined ? [] : [...Array<Fate>(fault.at).fill('arrives'), fault.fate];
  const far = losing(database.d1, ...fates);
  const failure = await run(migratorOf(far, world), command);
  if (course.kind === 'refused') {
    expect(failure?.code).toBe(course.code);
    return world;
  }
  // What was lost is settled or sent again; what was refused ends the command there.
  const reached = fault?.fate === 'refused' ? Math.min(fault.at, course.worlds.length) : course.worlds.length;
  expect(failure === undefined).toBe(reached === course.worlds.length);
  return course.worlds[reached - 1] ?? world;
}

async function compare(database: TestDatabase, world: World): Promise<void> {
  const status = await migratorOf(database.d1, world).status();
  const expected = shownBy(world);
  expect(status.migrations.map(({ name, state, batch }) => [name, state, batch])).toEqual(expected.states);
  expect(status.schema.state).toBe(expected.schema);
  const objects = database.rows(
    "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' AND name NOT IN ('migrations', 'migrations_schema')",
  ) as readonly { name: string }[];
  expect(objects.map(({ name }) => name).sort()).toEqual([...world.objects].sort());
}

function migratorOf(database: SqlDatabase, { files }: World): Migrator {
  const entries = [...files].map(([name, version]) => ({
    name,
    // A text of its own, as its statements are.
    checksum: `${name} ${version}`,
    load: async () => migrationOf(name, version),
  }));
  const migrations: MigrationSource = { list: async () => entries };
  return createMigrator({ database, migrations });
}

function migrationOf(name: string, version: Version): Migration {
  const up = [`CREATE TABLE "${name}" (id INTEGER PRIMARY KEY)`, `INSERT INTO "${name}" VALUES (1)`];
  return version === 'keeps' ? sqlMigration(up) : sqlMigration(up, [`DROP TABLE "${name}"`]);
}

async function run(migrator: Migrator, command: Command): Promise<{ readonly code: string } | undefined> {
  try {
    await start(migrator, command);
    return undefined;
  } catch (error) {
    return error as { code: string };
  }
}

function start(migrator: Migrator, command: Command): Promise<unknown> {
  switch (command.kind) {
    case 'migrate':
      return migrator.migrate({
        step: command.step,
        ...(command.to === undefined ? {} : { to: nameOf(command.to) }),
      });
    case 'rollback':
      return migrator.rollback(command.step === undefined ? {} : { step: command.step });
    case 'refresh':
      return migrator.refresh({ step: command.step });
    default:
      return migrator[command.kind]();
  }
}
