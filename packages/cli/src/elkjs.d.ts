// What the layout of a diagram uses of elkjs, whose own types need those of a browser.
declare module 'elkjs/lib/elk.bundled.js' {
  type Point = { readonly x: number; readonly y: number };

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
    readonly sections?: readonly {
      readonly startPoint: Point;
      readonly endPoint: Point;
      readonly bendPoints?: readonly Point[];
    }[];
  };

  export default class Elk {
    layout(graph: ElkNode): Promise<ElkNode>;
  }
}
