// The other migrators, each as its users run it: its own command, configuration and form of migrations.
import { existsSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { installedPeers } from '../peers/install.mjs';

/** One for each, once they are installed; `most` is how many migrations can be waited for. */
export function peers() {
  const modules = installedPeers();
  return [knex, kysely, drizzle, dbmate, umzug, wrangler].map((peer) => ({
    database: 'db.sqlite',
    ...peer,
    lay(project, migrations) {
      if (!existsSync(project.path('node_modules'))) symlinkSync(modules, project.path('node_modules'));
      peer.lay(project, migrations);
    },
    command(_project, task) {
      const [program, ...args] = peer.tasks[task];
      return [program.endsWith('.mjs') ? program : realpathSync(join(modules, '.bin', program)), ...args];
    },
  }));
}

const knex = {
  name: 'knex',
  tasks: { migrate: ['knex', 'migrate:latest'], rollback: ['knex', 'migrate:rollback'] },
  lay(project, migrations) {
    project.write(
      'knexfile.js',
      `export default {
  client: 'better-sqlite3',
  connection: { filename: './db.sqlite' },
  useNullAsDefault: true,
  migrations: { directory: './migrations', loadExtensions: ['.js'] },
};
`,
    );
    const body = (statements) => statements.map((sql) => `  await knex.raw('${sql}');\n`).join('');
    for (const { name, up, down } of migrations) {
      project.write(
        `migrations/${name}.js`,
        `export async function up(knex) {\n${body(up)}}\n\nexport async function down(knex) {\n${body(down)}}\n`,
      );
    }
  },
};

const kysely = {
  name: 'kysely-ctl',
  // It asks the registry for newer versions otherwise.
  tasks: {
    migrate: ['kysely', 'migrate', 'latest', '--no-outdated-check'],
    rollback: ['kysely', 'migrate', 'rollback', '--all', '--no-outdated-check'],
  },
  lay(project, migrations) {
    project.write(
      'kysely.config.ts',
      `import Database from 'better-sqlite3';
import { SqliteDialect } from 'kysely';
import { defineConfig } from 'kysely-ctl';

export default defineConfig({
  dialect: new SqliteDialect({ database: new Database('./db.sqlite') }),
  migrations: { migrationFolder: 'migrations' },
});
`,
    );
    const method = (name, statements) => `export async function ${name}(db: Kysely<unknown>): Promise<void> {
${statements.map((sql) => `  await sql.raw('${sql}').execute(db);\n`).join('')}}
`;
    for (const { name, up, down } of migrations) {
      project.write(
        `migrations/${name}.ts`,
        `import { type Kysely, sql } from 'kysely';\n\n${method('up', up)}\n${method('down', down)}`,
      );
    }
  },
};

const drizzle = {
  name: 'drizzle-kit',
  tasks: { migrate: ['drizzle-kit', 'migrate'] },
  lay(project, migrations) {
    project.write(
      'drizzle.config.ts',
      `import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'sqlite',
  out: './drizzle',
  schema: './schema.ts',
  dbCredentials: { url: './db.sqlite' },
});
`,
    );
    project.write('schema.ts', 'export {};\n');
    const entries = migrations.map(({ name }, idx) => ({
      idx,
      version: '6',
      when: 1767225600000 + idx * 1000,
      tag: name,
      breakpoints: true,
    }));
    const journal = { version: '7', dialect: 'sqlite', entries };
    project.write('drizzle/meta/_journal.json', JSON.stringify(journal));
    for (const { name, up } of migrations)
      project.write(`drizzle/${name}.sql`, `${up.join(';\n--> statement-breakpoint\n')};\n`);
  },
};

const dbmate = {
  name: 'dbmate',
  // Its dump of the schema needs the program sqlite3; it rolls back one migration a run.
  tasks: { migrate: ['dbmate', '--url', 'sqlite:db.sqlite', '-d', 'migrations', '--no-dump-schema', 'up'] },
  lay(project, migrations) {
    for (const { name, up, down } of migrations) {
      const text = `-- migrate:up\n${up.join(';\n')};\n\n-- migrate:down\n${down.join(';\n')};\n`;
      project.write(`migrations/${name}.sql`, text);
    }
  },
};

const umzugProgram = join(import.meta.dirname, '../peers/umzug.mjs');
const umzug = {
  name: 'umzug',
  tasks: { migrate: [umzugProgram, 'up'], rollback: [umzugProgram, 'down'] },
  lay(project, migrations) {
    const method = (name, statements) => `export async function ${name}({ context }) {
${statements.map((sql) => `  context.prepare('${sql}').run();\n`).join('')}}
`;
    for (const { name, up, down } of migrations)
      project.write(`migrations/${name}.mjs`, `${method('up', up)}\n${method('down', down)}`);
  },
};

const wrangler = {
  name: 'wrangler',
  database: '.wrangler',
  // It starts workerd anew for each migration.
  most: 10,
  tasks: { migrate: ['wrangler', 'd1', 'migrations', 'apply', 'bench', '--local'] },
  lay(project, migrations) {
    const database = { binding: 'DB', database_name: 'bench', database_id: 'bench' };
    project.write(
      'wrangler.json',
      JSON.stringify({ name: 'bench', compatibility_date: '2026-07-01', d1_databases: [database] }),
    );
    for (const { name, up } of migrations) project.write(`migrations/${name}.sql`, `${up.join(';\n')};\n`);
  },
};
