// The picture of a diagram as one SVG file, or as a part of a page. The same bytes for the same diagram.

import { count } from '../output/style.ts';
import { escapedXml } from '../output/xml.ts';
import { type Change, type Diagram, type DiagramReference, referenceText } from './diagram.ts';
import {
  type Box,
  keysWidth,
  type Layout,
  type Line,
  layoutOf,
  type Row,
  rowMiddle,
  sizes,
} from './layout.ts';
import type { Measured } from './measure.ts';
import { endsPath, linePath, number } from './paths.ts';
import { diagramCss } from './svg-style.ts';

/** `id`: different for each picture of a page. `isAlone`: whether it has its own style, as a file has. */
export type SvgForm = { readonly id: string; readonly title: string; readonly isAlone: boolean };

/** `text` ends with a line end. `width`: in pixels, at which letters have the size of a text. */
export type Svg = { readonly text: string; readonly width: number };

export async function svgOf(diagram: Diagram, form: SvgForm): Promise<Svg> {
  return diagram.tables.length === 0 ? emptySvg(form) : drawn(diagram, await layoutOf(diagram), form);
}

function emptySvg(form: SvgForm): Svg {
  const text = `<text class="none" x="${sizes.margin}" y="38">No tables.</text>`;
  return svg({ width: 160, height: 64 }, form, 'No tables.', text);
}

function drawn(diagram: Diagram, layout: Layout, form: SvgForm): Svg {
  const lines = [...layout.lines].sort((one, other) => orderOf(one) - orderOf(other)).map(lineSvg);
  const boxes = layout.boxes.map(boxSvg);
  const content = `<g class="references">\n${lines.join('')}</g>\n<g class="tables">\n${boxes.join('')}</g>`;
  return svg(layout, form, description(diagram), content);
}

// What changes is drawn over what does not.
function orderOf({ reference }: Line): number {
  return reference.change === null ? 0 : 1;
}

type Size = { readonly width: number; readonly height: number };

function svg({ width, height }: Size, { id, title, isAlone }: SvgForm, desc: string, content: string): Svg {
  const style = isAlone ? `<style>\n${diagramCss}</style>\n` : '';
  const text =
    `<svg xmlns="http://www.w3.org/2000/svg" id="${id}" class="roost-diagram" width="${width}" height="${height}" ` +
    `viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-title" aria-describedby="${id}-desc">\n` +
    `<title id="${id}-title">${escapedXml(title)}</title>\n<desc id="${id}-desc">${escapedXml(desc)}</desc>\n` +
    `${style}<rect class="ground" width="${width}" height="${height}"/>\n${content}\n</svg>\n`;
  return { text, width };
}

// It is read to people who cannot see the picture; of a large one, only the beginning.
function description({ tables, references }: Diagram): string {
  const most = 40;
  const named = (texts: readonly string[]): string =>
    texts.length > most
      ? `${texts.slice(0, most).join('; ')}; and ${texts.length - most} more`
      : texts.join('; ');
  const marked = (text: string, change: Change): string => (change === null ? text : `${text}, ${change}`);
  const tableNames = named(tables.map(({ name, change }) => marked(name, change)));
  if (references.length === 0) return `${count(tables.length, 'table')}: ${tableNames}.`;
  const keys = named(references.map((reference) => marked(referenceText(reference), reference.change)));
  return `${count(tables.length, 'table')}: ${tableNames}. ${count(references.length, 'foreign key')}: ${keys}.`;
}

function classOf(name: string, change: Change): string {
  return change === null ? name : `${name} ${change}`;
}

function lineSvg(line: Line): string {
  const { reference, points } = line;
  return (
    `<g class="${classOf('reference', reference.change)}"><title>${escapedXml(titleOf(reference))}</title>` +
    `<path class="line" d="${linePath(points)}"/><path class="end" d="${endsPath(line)}"/></g>\n`
  );
}

function titleOf(reference: DiagramReference): string {
  const change = reference.change === null ? '' : `, ${reference.change}`;
  return referenceText(reference) + change;
}

const signs = { added: '+', removed: '−', changed: '~' } as const;

function boxSvg(box: Box): string {
  const { table, x, y, width, height, title, rows, note } = box;
  const { padding } = sizes;
  const word =
    table.change === null
      ? ''
      : `<text class="word" x="${width - padding}" y="23" text-anchor="end">${table.change}</text>`;
  const body =
    table.note === null
      ? rows.map((row, index) => rowSvg(box, row, index)).join('')
      : textSvg('note', padding, rowMiddle(0) + 4, note);
  return (
    `<g class="${classOf('table', table.change)}" transform="translate(${number(x)} ${number(y)})">` +
    `<title>${escapedXml(table.name)}</title>` +
    `<rect class="box" width="${width}" height="${height}" rx="8"/>` +
    `<path class="head" d="M0 ${sizes.title}V8a8 8 0 0 1 8-8H${width - 8}a8 8 0 0 1 8 8V${sizes.title}z"/>` +
    `${textSvg('name', padding, 23, title)}${word}\n${body}` +
    `<rect class="frame" width="${width}" height="${height}" rx="8"/></g>\n`
  );
}

function rowSvg({ width, rows }: Box, { column, name, type, keys }: Row, index: number): string {
  const { padding, sign, key, required, row } = sizes;
  const middle = rowMiddle(index);
  const y = middle + 4;
  const ground =
    column.change === null
      ? ''
      : `<rect class="ground" x="1" y="${middle - row / 2}" width="${width - 2}" height="${row}"/>` +
        `<text class="sign" x="${padding - 3}" y="${y}">${signs[column.change]}</text>`;
  const badges = keys.map((text, at) => badgeSvg(text, padding + sign + at * key, middle));
  const needed = column.isRequired ? badgeSvg('NN', width - padding - 22, middle) : '';
  return (
    `<g class="${classOf('column', column.change)}"><title>${escapedXml(columnTitle(column))}</title>${ground}` +
    `${badges.join('')}${textSvg('name', padding + sign + keysWidth(rows), y, name)}` +
    `${textSvg('type', width - padding - required, y, type, 'end')}${needed}</g>\n`
  );
}

function columnTitle({ name, type, isRequired, change }: Row['column']): string {
  const parts = [
    `${name} ${type}`.trim(),
    ...(isRequired ? ['NOT NULL'] : []),
    ...(change === null ? [] : [change]),
  ];
  return parts.join(', ');
}

function badgeSvg(text: string, x: number, middle: number): string {
  return (
    `<rect class="badge ${text.toLowerCase()}" x="${x}" y="${middle - 7}" width="22" height="14" rx="4"/>` +
    `<text class="badge ${text.toLowerCase()}" x="${x + 11}" y="${middle + 3.5}" text-anchor="middle">${text}</text>`
  );
}

// A character that no monospaced font has comes from another one, and is fitted to what was expected of it.
function textSvg(
  name: string,
  x: number,
  y: number,
  { text, width, isExact }: Measured,
  anchor?: 'end',
): string {
  const fit = isExact || width === 0 ? '' : ` textLength="${width}" lengthAdjust="spacingAndGlyphs"`;
  const side = anchor === undefined ? '' : ` text-anchor="${anchor}"`;
  return `<text class="${name}" x="${x}" y="${y}"${side}${fit}>${escapedXml(text)}</text>`;
}
