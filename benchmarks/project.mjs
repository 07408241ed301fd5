// A throw-away project of n TypeScript migrations, and the same statements as data for the floor.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function makeProject(count) {
  const folder = mkdtempSync(join(tmpdir(), 'roost-bench-'));
  const migrations = join(folder, 'migrations');
  mkdirSync(migrations);
  const list = Array.from({ length: count }, (_, index) => migrationOf(index));
  for (const { name, statements } of list)
    writeFileSync(join(migrations, `${name}.ts`), sourceOf(statements));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'statements.json'), JSON.stringify(list));
  return {
    folder,
    migrations,
    statements: join(folder, 'statements.json'),
    database: (who) => join(folder, `${who}.sqlite`),
    removeDatabase: (who) => {
      for (const end of ['', '-wal', '-shm']) rmSync(join(folder, `${who}.sqlite${end}`), { force: true });
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

function migrationOf(index) {
  const table = `t${index}`;
  return {
    name: `${20260101000000 + index}_create_${table}`,
    statements: [
      `CREATE TABLE ${table} (id INTEGER PRIMARY KEY, name TEXT NOT NULL)`,
      `CREATE INDEX idx_${table}_name ON ${table} (name)`,
    ],
  };
}

function sourceOf(statements) {
  const runs = statements.map((sql) => `    await this.db.run('${sql}');`).join('\n');
  return `import type { Migration } from '@roostjs/cli';

export default {
  async up(): Promise<void> {
${runs}
  },
} satisfies Migration;
`;
}
