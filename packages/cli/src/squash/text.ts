// The text of a squashed migration's file. Pure.
import type { Squash } from '@roostjs/migrations-core';
import { templateText } from '../make/identifier.ts';

/** In the language of the replaced files, and with each statement unchanged. */
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
    ...statements.map((sql) => `    await db.run(\`${templateText(sql)}\`);`),
    '  },',
    isTyped ? '} satisfies Migration;' : '};',
    '',
  ].join('\n');
}
