// The text of a squashed migration's file. Pure.
import { reindented } from '@roostjs/internal-sql';
import type { Squash } from '@roostjs/migrations-core';
import { templateText } from '../make/identifier.ts';

/** In the language of the replaced files, and with the words of each statement. */
export function squashText({ replaces, statements }: Squash, extension: string): string {
  const isTyped = extension === '.ts' || extension === '.mts';
  return [
    ...(isTyped ? ["import type { Migration } from '@roostjs/cli';", ''] : []),
    '// Written by roost migrate:squash. If the migrations that it replaces are applied, it is recorded in their place and not run.',
    '// It has no down(): that would drop every table. roost migrate:fresh starts over.',
    'export default {',
    '  replaces: [',
    ...replaces.map((name) => `    ${JSON.stringify(name)},`),
    '  ],',
    '  async up(db) {',
    ...statements.map((sql) => `    await db.run(\`${literalText(sql)}\`);`),
    '  },',
    isTyped ? '} satisfies Migration;' : '};',
    '',
  ].join('\n');
}

// A line break in a view may be part of a name, and one in a value is part of it.
function literalText(sql: string): string {
  const isTable = /^CREATE TABLE /.test(sql) && sql.includes('\n');
  return isTable ? `\n      ${templateText(reindented(sql, 0, 6))}\n    ` : templateText(sql);
}
