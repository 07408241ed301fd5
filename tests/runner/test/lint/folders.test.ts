// What lint says of three folders in the shapes of public ones. A person has judged each finding: it is right, it is worth
// saying, and it is said once.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import { brokenRule } from '@roostjs/d1-adapter/rules';
import { lintMigrations } from '@roostjs/migrations-core';
import { expect, it } from 'vitest';
import { byHand } from './folders/by-hand.ts';
import { drizzle } from './folders/drizzle.ts';
import { prisma } from './folders/prisma.ts';

/** `severity rule migration.statement`, and the message. */
async function found(migrations: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { findings } = await lintMigrations({ migrations, openScratch: openMemoryD1, rules: brokenRule });
  return findings.map(
    ({ severity, rule, migration, statement, message }) =>
      `${severity} ${rule} ${migration}${statement === null ? '' : `.${statement.number}`}: ${message}`,
  );
}

it('of drizzle-kit', async () => {
  expect(await found(drizzle)).toMatchInlineSnapshot(`
    [
      "advice unindexed-foreign-key 0001_quick_wolverine.1: No index covers 'user_id' of 'account': deleting a row from 'user' scans the whole table.",
      "advice unindexed-foreign-key 0002_loose_jubilee.3: No index covers 'invited_by' of 'member': deleting a row from 'user' scans the whole table. The same holds for 'user_id' of 'member'.",
      "loss quoted-text 0004_tidy_karma.3: No column is named "plan" here, so SQLite reads a name in double quotes as a string and writes it into '__new_organization'.",
      "loss drop-parent 0004_tidy_karma.4: Dropping 'organization' deletes every row of 'member' that refers to it (ON DELETE CASCADE).",
      "warning autoincrement-reset 0004_tidy_karma.4: Dropping 'organization' resets the AUTOINCREMENT counter of 'organization': if its newest rows have been deleted, their ids are given out again.",
      "warning autoincrement-reset 0006_flat_ares.4: Dropping 'post' resets the AUTOINCREMENT counter of 'post': if its newest rows have been deleted, their ids are given out again.",
      "loss drop-column 0007_late_gambit.1: Dropping the column 'image' of 'user' loses its values.",
      "loss drop-table 0008_smart_nova.1: Dropping 'verification' loses every row of 'verification'.",
    ]
  `);
});

it('of Prisma', async () => {
  expect(await found(prisma)).toMatchInlineSnapshot(`
    [
      "advice unindexed-foreign-key 20250101090000_init.2: No index covers 'ownerId' of 'Project': deleting a row from 'User' scans the whole table.",
      "advice unindexed-foreign-key 20250108090000_tasks.1: No index covers 'assigneeId' of 'Task': deleting a row from 'User' scans the whole table.",
      "loss drop-parent 20250129090000_required_name.5: Dropping 'User' resets 'assigneeId' in every row of 'Task' (ON DELETE SET NULL).",
      "advice unindexed-foreign-key 20250205090000_comments.1: No index covers 'authorId' of 'Comment': deleting a row from 'User' scans the whole table. The same holds for 'taskId' of 'Comment'.",
      "advice scan-per-row 20250212090000_comment_count.2: This UPDATE reads all of 'Comment' again for each row, since no index begins with 'Comment.taskId'.",
      "warning autoincrement-reset 20250219090000_rebuild_comment.5: Dropping 'Comment' resets the AUTOINCREMENT counter of 'Comment': if its newest rows have been deleted, their ids are given out again.",
      "loss drop-column 20250226090000_drop_due.1: Dropping the column 'dueAt' of 'Task' loses its values.",
    ]
  `);
});

it('written by hand', async () => {
  expect(await found(byHand)).toMatchInlineSnapshot(`
    [
      "advice non-deterministic-seed 0002_settings.2: datetime returns a different value on each database, so the rows of 'settings' differ. The same holds for statement 3, statement 4.",
      "warning same-number 0003_order_items: '0003_add-phone', '0003_order_items' have the same number; they run in this order.",
      "warning virtual-table 0004_search.1: While the virtual table 'customers_fts' exists, wrangler d1 export of the whole database fails.",
      "loss drop-parent 0007_rebuild_orders.3: Dropping 'orders' deletes every row of 'order_items' that refers to it (ON DELETE CASCADE).",
      "warning autoincrement-reset 0007_rebuild_orders.3: Dropping 'orders' resets the AUTOINCREMENT counter of 'orders': if its newest rows have been deleted, their ids are given out again.",
      "advice index-name 0009_audit.3: The name of the index 'recent' on 'audit_log' shows neither its table nor a column.",
    ]
  `);
});

it('names of indexes are told once for a folder, those of an allowing file with their reason', async () => {
  const index = (name: string) => `CREATE INDEX ${name} ON t (a)`;
  const allowed = `-- roost-allow index-name: as in the book\n${index('i0')};`;
  const entries = [
    'CREATE TABLE t (a)',
    allowed,
    allowed.replace('i0', 'i'),
    ...[1, 2, 3, 4, 5, 6, 7].map((at) => index(`i${at}`)),
  ].map((text, at) => ({ name: `${at + 1}_m`, text, load: async () => text }));
  const { findings } = await lintMigrations({
    migrations: { list: async () => entries },
    openScratch: openMemoryD1,
  });
  expect(findings.map(({ migration, allowed, message }) => [migration, allowed, message])).toEqual([
    ['2_m', 'as in the book', "The name of the index 'i0' on 't' shows neither its table nor a column."],
    ['3_m', 'as in the book', "The name of the index 'i' on 't' shows neither its table nor a column."],
    [
      '4_m',
      null,
      "The name of the index 'i1' on 't' shows neither its table nor a column. The same holds for 'i2', 'i3', 'i4', 'i5', 'i6' and 1 more.",
    ],
  ]);
});

it('a suggestion contains no comment that stood around the statement', async () => {
  const all = { ...drizzle, '0010_x': '-- CreateIndex\nCREATE INDEX `x` ON `post` (`title`); -- why' };
  const { findings } = await lintMigrations({ migrations: all, openScratch: openMemoryD1 });
  const shown = findings
    .map(({ suggestion }) => suggestion)
    .filter((one) => /breakpoint|CreateIndex|why$/.test(one));
  expect(shown).toEqual([]);
});

it('names are spelled as in the schema or in the statement', async () => {
  const migrations = {
    '1_a':
      'CREATE TABLE "User" (Id INTEGER PRIMARY KEY AUTOINCREMENT, Name TEXT, EMail TEXT);\n' +
      'CREATE TABLE Post (Id INTEGER PRIMARY KEY, AuthorId INTEGER REFERENCES USER (Id) ON DELETE CASCADE, Title TEXT);\n' +
      'CREATE TABLE Log (Id INTEGER PRIMARY KEY, Note TEXT);\nCREATE TABLE Tag (Id INTEGER PRIMARY KEY);\n' +
      'CREATE INDEX I1 ON Log (Note);',
    '2_b':
      'CREATE TABLE New_User (Id INTEGER PRIMARY KEY AUTOINCREMENT, Name TEXT);\n' +
      'INSERT INTO New_User SELECT Id, Name FROM "User";\nDROP TABLE "User";\nALTER TABLE New_User RENAME TO "User";',
    '3_c': 'DELETE FROM Tag;',
    '4_d': 'DROP TABLE Log;',
    '5_e': "UPDATE Post SET Title = 'x';",
  };
  const { findings } = await lintMigrations({ migrations, openScratch: openMemoryD1 });
  expect(findings.length).toBeGreaterThan(6);
  const lower = findings.flatMap(({ message }) => message.match(/'[a-z_]+'/g) ?? []);
  expect(lower).toEqual([]);
});
