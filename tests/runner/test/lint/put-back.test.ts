// Rows that a rebuild by hand copies aside and puts back are not lost: a finding names only the tables that lose some.
import { expect, it } from 'vitest';
import { lint } from './statement-lists.ts';

const teams = "CREATE TABLE teams (id TEXT PRIMARY KEY, plan TEXT NOT NULL DEFAULT 'free')";
const child = (name: string, columns: string): readonly string[] => [
  `CREATE TABLE ${name} (id INTEGER PRIMARY KEY, ${columns})`,
  `CREATE INDEX idx_${name}_team_id ON ${name} (team_id)`,
];
const member = 'team_id TEXT NOT NULL REFERENCES teams (id) ON DELETE CASCADE';
const rebuilt = (definition: string, ...kept: readonly string[]): readonly string[] => [
  'PRAGMA defer_foreign_keys = ON',
  'CREATE TABLE kept_teams AS SELECT * FROM teams',
  ...kept.map((name) => `CREATE TABLE kept_${name} AS SELECT * FROM ${name}`),
  'DROP TABLE teams',
  definition,
  'INSERT INTO teams SELECT id, plan FROM kept_teams',
  ...kept.map((name) => `INSERT OR IGNORE INTO ${name} SELECT * FROM kept_${name}`),
  ...['teams', ...kept].map((name) => `DROP TABLE kept_${name}`),
];
const messages = async (...migrations: Parameters<typeof lint>): Promise<readonly string[]> =>
  (await lint(...migrations)).findings.map(({ rule, message }) => `${rule}: ${message}`);

it('names only the child that is not put back', async () => {
  const schema = [teams, ...child('members', member), ...child('notes', member)];
  expect(await messages(schema, rebuilt(`${teams.slice(0, -1)})`, 'members'))).toEqual([
    "drop-parent: Dropping 'teams' deletes every row of 'notes' that refers to it (ON DELETE CASCADE).",
  ]);
});

it('names a child that makes the migration fail, and not those that it succeeds with', async () => {
  const audit = "team_id TEXT NOT NULL DEFAULT 'gone' REFERENCES teams (id) ON DELETE SET DEFAULT";
  const schema = [teams, ...child('members', member), ...child('audit', audit)];
  expect(await messages(schema, rebuilt(`${teams.slice(0, -1)})`, 'members'))).toEqual([
    "drop-parent: Dropping 'teams' resets 'team_id' in every row of 'audit' (ON DELETE SET DEFAULT).",
  ]);
});

it('nothing, if a new reference is to rows that only the default names', async () => {
  const plans = 'CREATE TABLE plans (name TEXT PRIMARY KEY)';
  const referring = teams.replace("'free')", "'free' REFERENCES plans (name))");
  const migration = [
    plans,
    "INSERT INTO plans VALUES ('free'), ('team')",
    ...rebuilt(referring, 'members'),
    'CREATE INDEX idx_teams_plan ON teams (plan)',
  ];
  expect(await messages([teams, ...child('members', member)], migration)).toEqual([]);
});

it('nothing, if the keys of rows that have nothing else change with those that they refer to', async () => {
  const tags = 'CREATE TABLE tags (name TEXT PRIMARY KEY)';
  const tagged = `CREATE TABLE tagged (team_id TEXT REFERENCES teams (id) ON UPDATE CASCADE ON DELETE CASCADE, tag TEXT REFERENCES tags (name) ON DELETE CASCADE, PRIMARY KEY (team_id, tag))`;
  const schema = [teams, tags, tagged, 'CREATE INDEX idx_tagged_tag ON tagged (tag)'];
  expect(await messages(schema, ["UPDATE teams SET id = 't_' || id WHERE id NOT LIKE 't_%'"])).toEqual([]);
});
