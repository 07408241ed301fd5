// The text of a new migration. Pure.
import { sqlIdentifier, stringLiteral, templateText } from './identifier.ts';

export type Template =
  | { readonly kind: 'blank' }
  | { readonly kind: 'create'; readonly table: string }
  | { readonly kind: 'table'; readonly table: string };

/** A migration that can be loaded and applied without changes. Throws MIGRATION.TABLE_INVALID. */
export function migrationText(template: Template): string {
  switch (template.kind) {
    case 'blank':
      return migration("// await this.db.run('…');", "// await this.db.run('…');");
    case 'create':
      return createTable(sqlIdentifier(template.table));
    case 'table':
      return alterTable(sqlIdentifier(template.table));
  }
}

/** The same in SQL, with a section for each direction. Throws MIGRATION.TABLE_INVALID. */
export function sqlMigrationText(template: Template): string {
  switch (template.kind) {
    case 'blank':
      return sections('', '');
    case 'create': {
      const table = sqlIdentifier(template.table);
      return sections(`CREATE TABLE ${table} (\n${columns('  ')}\n);\n`, `DROP TABLE ${table};\n`);
    }
    case 'table': {
      const alter = `ALTER TABLE ${sqlIdentifier(template.table)}`;
      return sections(`-- ${alter} ADD COLUMN note TEXT;\n`, `-- ${alter} DROP COLUMN note;\n`);
    }
  }
}

function sections(up: string, down: string): string {
  return `-- up\n${up}\n-- down\n${down}`;
}

function columns(indent: string): string {
  return [
    `${indent}id INTEGER PRIMARY KEY AUTOINCREMENT,`,
    `${indent}created_at TEXT NOT NULL DEFAULT (datetime('now'))`,
  ].join('\n');
}

function createTable(table: string): string {
  const create = `\n      CREATE TABLE ${templateText(table)} (\n${columns('        ')}\n      )\n    `;
  return migration(`await this.db.run(\`${create}\`);`, run(`DROP TABLE ${table}`));
}

function alterTable(table: string): string {
  return migration(
    `// ${run(`ALTER TABLE ${table} ADD COLUMN note TEXT`)}`,
    `// ${run(`ALTER TABLE ${table} DROP COLUMN note`)}`,
  );
}

function run(sql: string): string {
  return `await this.db.run(${stringLiteral(sql)});`;
}

function migration(up: string, down: string): string {
  return `import type { Migration } from '@roostjs/cli';

export default {
  async up() {
    ${up}
  },
  async down() {
    ${down}
  },
} satisfies Migration;
`;
}

/** A seeder that can be loaded and run without changes. */
export function seederText(): string {
  return `import type { Seeder } from '@roostjs/cli';
// import { upsert } from '@roostjs/cli/schema';

export default {
  async run() {
    // await upsert(this.db, 'users', [{ id: 1, name: 'Ada' }], { key: 'id' });
  },
} satisfies Seeder;
`;
}
