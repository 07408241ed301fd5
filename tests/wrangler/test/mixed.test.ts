// Roost and wrangler by turns on one database: whoever comes next sees what the other has done, and the end is the same.
import { describe, expect, it, type onTestFinished } from 'vitest';
import { type Project, projects } from './support/project.ts';
import { type Query, snapshotOf } from './support/snapshot.ts';

const aProject = projects(4);

const migrations = {
  '1_a': [`CREATE TABLE a (id INTEGER PRIMARY KEY, note TEXT)`, `INSERT INTO a VALUES (1, 'one; two')`],
  '2_b': ['CREATE TABLE b (a_id REFERENCES a (id))', 'CREATE INDEX b_a ON b (a_id)'],
  '3_c': ['CREATE TRIGGER c AFTER INSERT ON b BEGIN UPDATE a SET note = NEW.a_id; END'],
  '4_d': ['ALTER TABLE a ADD COLUMN d', 'INSERT INTO b VALUES (1)'],
} as const;
type Name = keyof typeof migrations;

const downs: Partial<Record<Name, string>> = { '3_c': 'DROP TRIGGER c' };

const places = {
  local: { flags: [], apply: ['--local'] },
  remote: { flags: ['--remote', '--force'], apply: ['--remote'] },
} as const;

describe.concurrent.each(Object.entries(places))('on a %s database', (place, { flags, apply }) => {
  const flagsOf = (command: string, name: string): readonly string[] => {
    const [where, force] = flags;
    if (where === undefined || force === undefined) return [];
    if (command === 'migrate:status') return [where];
    return [where, ...(command === 'migrate:rollback' ? ['--confirm', name] : [force])];
  };

  async function started(atEnd: typeof onTestFinished) {
    const project = await aProject(atEnd);
    const query: Query = (sql) =>
      place === 'local' ? project.local('.wrangler/state')(sql) : project.remote(sql);
    const wrangler = (command: string): Promise<string> =>
      succeeded(project.wrangler('d1', 'migrations', command, project.name, ...apply));
    return {
      write: (...names: readonly Name[]) => project.write(filesOf(names)),
      roost: (command: string) => succeeded(project.roost(command, ...flagsOf(command, project.name))),
      /** Exports what there is first, as one does. */
      apply: async () => {
        await succeeded(project.roost('migrate:export'));
        await wrangler('apply');
      },
      pending: async () => {
        await succeeded(project.roost('migrate:export'));
        return (await wrangler('list')).match(/\d_\w\.sql/g) ?? [];
      },
      end: async () => {
        const { ledger: _, ...content } = await snapshotOf(query);
        return {
          ...content,
          ours: await query('SELECT migration, state FROM migrations ORDER BY migration'),
          theirs: await query('SELECT name FROM d1_migrations ORDER BY name'),
          ledgers: await query(
            "SELECT name, sql FROM sqlite_schema WHERE name LIKE '%migrations' ORDER BY name",
          ),
        };
      },
    };
  }

  it('the two end in the same schema and the same two ledgers as roost alone', async ({
    onTestFinished: atEnd,
  }) => {
    const alone = await started(atEnd);
    await alone.write('1_a', '2_b', '3_c', '4_d');
    await alone.roost('migrate');
    // The first export comes after the fact, and wrangler knows all the same.
    expect(await alone.pending()).toEqual([]);

    const mixed = await started(atEnd);
    await mixed.write('1_a');
    await mixed.apply();
    await mixed.write('2_b');
    await mixed.roost('migrate');
    await mixed.write('3_c');
    await mixed.apply();
    expect(await mixed.roost('migrate:rollback')).toContain('Rolled back 1 migration');
    expect(await mixed.pending()).toEqual(['3_c.sql']);
    await mixed.apply();
    await mixed.write('4_d');
    await mixed.roost('migrate');
    expect(await mixed.pending()).toEqual([]);
    expect(await mixed.roost('migrate:status')).toContain('4 applied.');
    expect(await mixed.end()).toEqual(await alone.end());
  });
});

function filesOf(names: readonly Name[]): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => {
      const up = migrations[name].map((sql) => `    await this.db.run(${JSON.stringify(sql)});\n`).join('');
      const down = downs[name];
      const undo =
        down === undefined ? '' : `  async down() {\n    await this.db.run(${JSON.stringify(down)});\n  },\n`;
      return [`database/migrations/${name}.ts`, `export default {\n  async up() {\n${up}  },\n${undo}};\n`];
    }),
  );
}

async function succeeded(run: ReturnType<Project['roost']>): Promise<string> {
  const ended = await run;
  if (ended.exitCode !== 0) throw new Error(`${ended.stdout}${ended.stderr}`);
  return `${ended.stdout}${ended.stderr}`;
}
