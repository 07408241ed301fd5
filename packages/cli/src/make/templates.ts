// The text of a new migration. Pure.
import { reindented, terminated } from '@roostjs/internal-sql';
import { sqlIdentifier, sqlLiteral, stringLiteral } from './identifier.ts';
import type { Stub } from './stub.ts';

export type Template =
  | { readonly kind: 'blank' }
  | { readonly kind: 'table'; readonly table: string }
  | { readonly kind: 'filled'; readonly stub: Stub };

/** A migration that can be loaded and applied without changes. Throws MIGRATION.TABLE_INVALID. */
export function migrationText(template: Template): string {
  switch (template.kind) {
    case 'blank':
      return migration(["// await this.db.run('…');"], ["// await this.db.run('…');"]);
    case 'table': {
      const [up, down] = noteColumn(template.table);
      return migration([commented(up)], [commented(down)]);
    }
    case 'filled':
      return migration(template.stub.up.map(run), template.stub.down.map(run));
  }
}

/** The same in SQL, with a section for each direction. Throws MIGRATION.TABLE_INVALID. */
export function sqlMigrationText(template: Template): string {
  switch (template.kind) {
    case 'blank':
      return sections('', '');
    case 'table': {
      const [up, down] = noteColumn(template.table);
      return sections(`-- ${up};\n`, `-- ${down};\n`);
    }
    case 'filled':
      return sections(script(template.stub.up), script(template.stub.down));
  }
}

function noteColumn(table: string): readonly [up: string, down: string] {
  const alter = `ALTER TABLE ${sqlIdentifier(table)}`;
  return [`${alter} ADD COLUMN note TEXT`, `${alter} DROP COLUMN note`];
}

function sections(up: string, down: string): string {
  return `-- up\n${up}\n-- down\n${down}`;
}

function script(statements: readonly string[]): string {
  return statements.map((sql) => `${terminated(sql)}\n`).join('');
}

function run(sql: string): string {
  return `await this.db.run(${sqlLiteral(reindented(sql, 0, 6))});`;
}

function commented(sql: string): string {
  return `// await this.db.run(${stringLiteral(sql)});`;
}

function migration(up: readonly string[], down: readonly string[]): string {
  return `import type { Migration } from '@roostjs/cli';

export default {
  async up() {
    ${up.join('\n    ')}
  },
  async down() {
    ${down.join('\n    ')}
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
