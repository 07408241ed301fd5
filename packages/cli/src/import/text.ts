// The text of a module that runs the same as the SQL of a migration. Pure.

import type { ImportedMigration, ScriptItem, ScriptStatement } from '@roostjs/internal-core';
import { inline } from '@roostjs/internal-errors';
import { effectOf, reindented } from '@roostjs/internal-sql';
import { sqlLiteral } from '../make/identifier.ts';

export function moduleText({ withinTransaction, up, down, obstacle }: ImportedMigration): string {
  return [
    "import type { Migration } from '@roostjs/cli';",
    '',
    'export default {',
    ...(withinTransaction ? [] : ['  withinTransaction: false,']),
    ...functionLines('up', up, 'It runs no statement.'),
    ...(down === null ? [] : functionLines('down', down.script, 'There is nothing to undo.')),
    ...(obstacle === null ? [] : [`  // No down(): ${inline(obstacle)}.`]),
    '} satisfies Migration;',
    '',
  ].join('\n');
}

function functionLines(name: 'up' | 'down', script: readonly ScriptItem[], empty: string): readonly string[] {
  const isEmpty = !script.some(({ kind }) => kind === 'statement');
  const lines = [...script.flatMap(itemLines), ...(isEmpty ? [`// ${empty}`] : [])];
  return [`  async ${name}() {`, ...lines.map((line) => (line === '' ? '' : `    ${line}`)), '  },'];
}

function itemLines(item: ScriptItem, index: number): readonly string[] {
  const gap = item.isAfterBlankLine && index > 0 ? [''] : [];
  return [...gap, ...(item.kind === 'comment' ? item.lines.map(lineComment) : [call(item)])];
}

// A read runs in its place only in exec(), which returns no rows: after a write, run() would refuse it.
function call({ sql, indentation, comment }: ScriptStatement): string {
  const method = effectOf(sql) === 'read' ? 'exec' : 'run';
  const end = comment === null ? '' : ` ${lineComment(comment)}`;
  return `await this.db.${method}(${sqlLiteral(reindented(sql, indentation, 6))});${end}`;
}

function lineComment(text: string): string {
  return `// ${inline(text.replaceAll('\t', ' '))}`.trimEnd();
}
