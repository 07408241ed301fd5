// A diagram as Mermaid's erDiagram. Pure.
import { printable } from '@roostjs/internal-errors';
import { wellFormed } from '@roostjs/internal-sql';
import type { Diagram, DiagramColumn, DiagramReference, DiagramTable } from './diagram.ts';

/** Ends with a line end. */
export function mermaidOf({ tables, references }: Diagram): string {
  if (tables.length === 0) return 'erDiagram\n  %% No tables.\n';
  const ids = new Map(tables.map((table, index) => [table.name, entityId(table, index)]));
  const used = new Set(tables.flatMap(({ change }) => change ?? []));
  return [
    'erDiagram\n',
    ...references.map((reference) => referenceLine(reference, ids)),
    ...tables.map((table) => entity(table, ids.get(table.name) ?? '')),
    ...colors
      .filter(([change]) => used.has(change))
      .map(([change, style]) => `  classDef ${change} ${style}\n`),
  ].join('');
}

// Only the border: what has a ground of its own cannot be read on one of Mermaid's light and dark themes.
const colors = [
  ['added', 'stroke:#3fa45f,stroke-width:3px'],
  ['removed', 'stroke:#d9606a,stroke-width:3px'],
  ['changed', 'stroke:#c3951f,stroke-width:3px'],
] as const;

// A quoted name has none of these characters in it, and an id with a hyphen is the name of no table that is quoted.
function entityId(table: DiagramTable, index: number): string {
  return isPlain(table) ? `"${table.name}"` : `table-${index + 1}`;
}

/** Whether its name needs neither a word after it nor another way to be written. */
function isPlain({ name, change }: DiagramTable): boolean {
  return change === null && /^\w+$/.test(name);
}

function entity(table: DiagramTable, id: string): string {
  const { name, columns, note, change } = table;
  const shown = change === null ? name : `${name} (${change})`;
  const title = isPlain(table) ? id : `${id}["${label(shown)}"]`;
  const styled = change === null ? title : `${title}:::${change}`;
  const rows = note === null ? columns.map(attribute).join('') : `    ${word(note)} columns\n`;
  return `  ${styled} {\n${rows}  }\n`;
}

function attribute({
  name,
  type,
  isPrimaryKey,
  isForeignKey,
  isUnique,
  isRequired,
  change,
}: DiagramColumn): string {
  const shown = word(name);
  const keys = [
    ...(isPrimaryKey ? ['PK'] : []),
    ...(isForeignKey ? ['FK'] : []),
    ...(isUnique ? ['UK'] : []),
  ];
  const comments = [
    ...(change === null ? [] : [change]),
    ...(shown === name ? [] : [name]),
    ...(isRequired ? ['NOT NULL'] : []),
  ];
  const parts = [
    type === '' ? 'untyped' : word(type),
    shown,
    ...(keys.length === 0 ? [] : [keys.join(', ')]),
    ...(comments.length === 0 ? [] : [`"${label(comments.join(', '))}"`]),
  ];
  return `    ${parts.join(' ')}\n`;
}

function referenceLine(reference: DiagramReference, ids: ReadonlyMap<string, string>): string {
  const { table, columns, parent, isOptional, isUnique, change } = reference;
  const [from, to] = [ids.get(parent) ?? '', ids.get(table) ?? ''];
  const text = columns.join(', ') + (change === null ? '' : ` (${change})`);
  return `  ${from} ${isOptional ? '|o' : '||'}--${isUnique ? 'o|' : 'o{'} ${to} : "${label(text)}"\n`;
}

/** The name or type as one word of Mermaid, which takes no quoted one there, and reads `pk` as a mark. */
function word(text: string): string {
  const one = text.replaceAll(' → ', '→').replaceAll(/[^\w()[\]\u00C0-\uD7FF]+/g, '_');
  const begun = /^[A-Za-z_\u00C0-\uD7FF]/.test(one) ? one : `_${one}`;
  return /^[pfu]k$/i.test(begun) ? `${begun}_` : begun;
}

// Also a space, where Mermaid would find `direction TB`, for which it looks anywhere in a line.
function label(text: string): string {
  return wellFormed(printable(text.replaceAll(/\s/g, ' ')))
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{So} _.,()-]/gu, (character) => `#${character.codePointAt(0)};`)
    .replaceAll(/(?<=direction) /gi, '#32;');
}
