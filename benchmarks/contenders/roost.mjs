// The command that is measured, on migrations in one form or the other.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const program = join(dirname(require.resolve('@roostjs/cli/package.json')), 'bin/roost.js');

const tasks = {
  migrate: 'migrate',
  rollback: 'migrate:rollback',
  reset: 'migrate:reset',
  status: 'migrate:status',
  lint: 'migrate:lint',
  verify: 'migrate:verify',
};
/** They work on databases of their own. */
const withoutDatabase = ['lint', 'verify'];

function roostAs(name, extension, sourceOf) {
  return {
    name,
    database: 'db.sqlite',
    lay(project, migrations) {
      for (const migration of migrations)
        project.write(`migrations/${migration.name}${extension}`, sourceOf(migration));
    },
    command(project, task, file = project.path('db.sqlite')) {
      const database = withoutDatabase.includes(task) ? [] : ['--file', file];
      return [program, tasks[task], ...database, '--path', project.path('migrations')];
    },
  };
}

/** Node.js keeps what it has compiled: it has run these migrations before. */
export const roostTs = roostAs('roost, .ts', '.ts', ({ up }) => typescript(up, []));
/** In a folder where nothing has run before. */
export const roostTsCold = { ...roostTs, name: 'roost, .ts, cold', cold: true };
export const roostMjs = roostAs('roost, .mjs', '.mjs', ({ up }) => javascript(up));
export const roostTsWithDown = roostAs('roost, .ts with down()', '.ts', ({ up, down }) =>
  typescript(up, down),
);

export const roostSql = roostAs('roost, .sql', '.sql', ({ up }) => up.map((sql) => `${sql};\n`).join(''));

function typescript(up, down) {
  const methods = [method('up(): Promise<void>', up)];
  if (down.length > 0) methods.push(method('down(): Promise<void>', down));
  return `import type { Migration } from '@roostjs/cli';

export default {
${methods.join('\n')}
} satisfies Migration;
`;
}

function javascript(up) {
  return `export default {
${method('up()', up)}
};
`;
}

function method(head, statements) {
  const runs = statements.map((sql) => `    await this.db.run('${sql}');`);
  return `  async ${head} {\n${runs.join('\n')}\n  },`;
}
