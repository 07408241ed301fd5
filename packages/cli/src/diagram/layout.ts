// Where everything is in a picture of a diagram: boxes with a row for each column, and lines between rows.
import type { Diagram, DiagramColumn, DiagramReference, DiagramTable } from './diagram.ts';
import { type ElkEdge, type ElkNode, elkLayout, type Point } from './elk.ts';
import { type Measured, measured } from './measure.ts';

export type Row = {
  readonly column: DiagramColumn;
  readonly name: Measured;
  readonly type: Measured;
  /** PK, FK, UQ. */
  readonly keys: readonly string[];
};

export type Box = Point & {
  readonly table: DiagramTable;
  readonly width: number;
  readonly height: number;
  readonly title: Measured;
  readonly note: Measured;
  readonly rows: readonly Row[];
};

/** It begins at the parent's row and ends at the row of the referring table. */
export type Line = {
  readonly reference: DiagramReference;
  readonly points: readonly Point[];
  /** Whether it begins where others do that are not optional as it is. */
  readonly beginsMixed: boolean;
};

export type Layout = {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
};

/** In pixels of the picture. */
export const sizes = {
  title: 36,
  row: 24,
  padding: 12,
  sign: 14,
  key: 26,
  gap: 18,
  required: 26,
  margin: 16,
  titleText: 14,
  text: 12,
} as const;

const mostCharacters = { title: 48, name: 40, type: 28 } as const;

/** The same for the same diagram. */
export async function layoutOf(diagram: Diagram): Promise<Layout> {
  const boxes = diagram.tables.map(boxOf);
  const edges = diagram.references.map((reference, index) => edgeOf(reference, index, boxes));
  const placed = await elkLayout({ id: 'root', layoutOptions, children: boxes.map(nodeOf), edges });
  const { margin } = sizes;
  return {
    width: Math.ceil((placed.width ?? 0) + 2 * margin),
    height: Math.ceil((placed.height ?? 0) + 2 * margin),
    boxes: boxes.map((box, index) => ({ ...box, ...moved(placed.children?.[index] ?? {}) })),
    lines: diagram.references.map((reference, index) => ({
      reference,
      points: pointsOf(placed.edges?.[index]).map(moved),
      beginsMixed: diagram.references.some(
        (other, at) =>
          edges[at]?.sources[0] === edges[index]?.sources[0] && other.isOptional !== reference.isOptional,
      ),
    })),
  };
}

// Lines of one parent join, so that a table that many refer to has one trunk.
const layoutOptions = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.padding': '[top=0,left=0,bottom=0,right=0]',
  'elk.spacing.nodeNode': '32',
  'elk.spacing.edgeNode': '28',
  'elk.spacing.edgeEdge': '14',
  'elk.spacing.componentComponent': '40',
  'elk.spacing.nodeSelfLoop': '30',
  'elk.layered.spacing.nodeNodeBetweenLayers': '72',
  'elk.layered.spacing.edgeNodeBetweenLayers': '28',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '14',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.aspectRatio': '1.4',
  'elk.randomSeed': '1',
};

function boxOf(table: DiagramTable): Box {
  const title = measured(table.name, sizes.titleText, mostCharacters.title);
  const rows = table.columns.map(
    (column): Row => ({
      column,
      name: measured(column.name, sizes.text, mostCharacters.name),
      type: measured(column.type, sizes.text, mostCharacters.type),
      keys: keysOf(column),
    }),
  );
  const { padding, sign, gap, required } = sizes;
  const keyWidth = keysWidth(rows);
  const inner = rows.map(({ name, type }) => sign + keyWidth + name.width + gap + type.width + required);
  const note = measured(table.note ?? '', sizes.text, mostCharacters.title);
  const word =
    table.change === null ? 0 : gap + measured(table.change, sizes.text, mostCharacters.type).width;
  const widest = Math.max(title.width + word, note.width, ...inner, 130);
  return {
    table,
    x: 0,
    y: 0,
    title,
    note,
    rows,
    width: Math.ceil(widest) + 2 * padding,
    height: sizes.title + Math.max(rows.length, 1) * sizes.row + 6,
  };
}

function keysOf({ isPrimaryKey, isForeignKey, isUnique }: DiagramColumn): readonly string[] {
  return [...(isPrimaryKey ? ['PK'] : []), ...(isForeignKey ? ['FK'] : []), ...(isUnique ? ['UQ'] : [])];
}

/** The width of the keys of the widest row. */
export function keysWidth(rows: readonly Row[]): number {
  return Math.max(0, ...rows.map(({ keys }) => keys.length)) * sizes.key;
}

/** The middle of a row, from the top of its box. */
export function rowMiddle(index: number): number {
  return sizes.title + 3 + index * sizes.row + sizes.row / 2;
}

function nodeOf({ width, height, rows }: Box, index: number): ElkNode {
  const ports = rows.flatMap((_, row) =>
    (['west', 'east'] as const).map((side) => ({
      id: portId(index, row, side),
      x: side === 'west' ? 0 : width,
      y: rowMiddle(row),
      width: 0,
      height: 0,
      layoutOptions: { 'elk.port.side': side.toUpperCase() },
    })),
  );
  return { id: `t${index}`, width, height, ports, layoutOptions: { 'elk.portConstraints': 'FIXED_POS' } };
}

function portId(box: number, row: number, side: 'west' | 'east'): string {
  return `t${box}r${row}${side}`;
}

function edgeOf(
  { table, columns, parent, parentColumns }: DiagramReference,
  index: number,
  boxes: readonly Box[],
): ElkEdge {
  const end = (name: string, [column]: readonly string[], side: 'west' | 'east'): string => {
    const box = boxes.findIndex((one) => one.table.name === name);
    const row = boxes[box]?.rows.findIndex((one) => one.column.name === column) ?? -1;
    return row === -1 ? `t${box}` : portId(box, row, side);
  };
  return {
    id: `e${index}`,
    sources: [end(parent, parentColumns, 'east')],
    targets: [end(table, columns, table === parent ? 'east' : 'west')],
  };
}

function pointsOf(edge: ElkEdge | undefined): readonly Point[] {
  return (edge?.sections ?? []).flatMap(({ startPoint, bendPoints = [], endPoint }) => [
    startPoint,
    ...bendPoints,
    endPoint,
  ]);
}

function moved({ x = 0, y = 0 }: { readonly x?: number; readonly y?: number }): Point {
  return { x: x + sizes.margin, y: y + sizes.margin };
}
