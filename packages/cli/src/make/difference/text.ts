// The text of a migration that changes a schema. Pure.
import type { DifferenceStep, PlannedMigration } from '@roostjs/internal-core';
import { inline } from '@roostjs/internal-errors';
import { reindented, terminated } from '@roostjs/internal-sql';
import { sqlLiteral, stringLiteral } from '../identifier.ts';

type Steps = readonly DifferenceStep[];

export function differenceText({ up, down, obstacle }: PlannedMigration): string {
  const hasRebuild = [...up, ...(obstacle === null ? down : [])].some(({ kind }) => kind === 'rebuild');
  return [
    "import type { Migration } from '@roostjs/cli';",
    ...(hasRebuild ? ["import { rebuildTable } from '@roostjs/cli/schema';"] : []),
    '',
    'export default {',
    ...functionLines('up', up),
    ...(obstacle === null ? functionLines('down', down) : [`  // No down(): ${inline(obstacle)}.`]),
    '} satisfies Migration;',
    '',
  ].join('\n');
}

/** The same in SQL; undefined if a table is rebuilt, which only a module can do. */
export function differenceSql({ up, down, obstacle }: PlannedMigration): string | undefined {
  const [there, back] = [script(up), obstacle === null ? script(down) : `-- None: ${inline(obstacle)}.\n`];
  return there === undefined || back === undefined ? undefined : `-- up\n${there}\n-- down\n${back}`;
}

function script(steps: Steps): string | undefined {
  const texts = steps.flatMap((step) => (step.kind === 'statement' ? [step.sql] : []));
  if (texts.length < steps.length) return undefined;
  return texts.map((sql) => `${terminated(reindented(sql, indentationOf(sql), 0))}\n`).join('');
}

function functionLines(name: 'up' | 'down', steps: Steps): readonly string[] {
  return [`  async ${name}() {`, ...steps.map((step) => `    ${call(step)}`), '  },'];
}

function call(step: DifferenceStep): string {
  if (step.kind === 'statement') return `await this.db.run(${literal(step.sql, 4)});`;
  const { table, create, drop, copy, dependants } = step.rebuild;
  const { filled } = step;
  const note = `// The values of ${inline(filled.join(', '))} are gone: each row gets an empty one.\n    `;
  return [
    `${filled.length === 0 ? '' : note}await rebuildTable(this.db, {`,
    `\n      table: ${stringLiteral(table)},`,
    `\n      create: ${literal(create, 6)},`,
    ...(drop === undefined ? [] : [`\n      drop: [${drop.map((name) => stringLiteral(name)).join(', ')}],`]),
    ...record('copy', copy),
    ...record('dependants', dependants),
    '\n    });',
  ].join('');
}

function record(option: string, values: Readonly<Record<string, unknown>> | undefined): readonly string[] {
  if (values === undefined) return [];
  const items = Object.entries(values).map(
    ([name, value]) => `${keyOf(name)}: ${value === null ? 'null' : literal(String(value), 8)}`,
  );
  const line = `      ${option}: { ${items.join(', ')} },`;
  if (line.length <= 100 && !line.includes('\n')) return [`\n${line}`];
  return [`\n      ${option}: {`, ...items.map((item) => `\n        ${item},`), '\n      },'];
}

function keyOf(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : stringLiteral(name);
}

function literal(sql: string, indentation: number): string {
  return sqlLiteral(reindented(sql, indentationOf(sql), indentation + 2), indentation);
}

/** How far its author had indented it, which its last line shows. */
function indentationOf(sql: string): number {
  return /\n( *)[^\n]*$/.exec(sql)?.[1]?.length ?? 0;
}
