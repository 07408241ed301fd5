// The parts of elkjs that a layout needs. Its own types need those of a browser, so it is loaded without them.
import { createRequire } from 'node:module';

/** In pixels of the picture. */
export type Point = { readonly x: number; readonly y: number };

export type ElkNode = {
  readonly id: string;
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  readonly layoutOptions?: Readonly<Record<string, string>>;
  readonly ports?: readonly ElkNode[];
  readonly children?: readonly ElkNode[];
  readonly edges?: readonly ElkEdge[];
};

export type ElkEdge = {
  readonly id: string;
  readonly sources: readonly string[];
  readonly targets: readonly string[];
  /** Where the line runs, of an edge that is laid out. */
  readonly sections?: readonly {
    readonly startPoint: Point;
    readonly endPoint: Point;
    readonly bendPoints?: readonly Point[];
  }[];
};

type Elk = { layout(graph: ElkNode): Promise<ElkNode> };

/** The graph with the place of each node and the way of each edge. Loads the library. */
export function elkLayout(graph: ElkNode): Promise<ElkNode> {
  const Elk = createRequire(import.meta.url)('elkjs/lib/elk.bundled.js') as new () => Elk;
  return new Elk().layout(graph);
}
