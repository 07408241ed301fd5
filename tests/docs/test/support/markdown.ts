// Reads of Markdown what the tests need: fenced blocks, links, headings. Not a parser of all of it.

/** A fenced block: the words after its fence, its text, and the line of its fence, from 1. */
export type Block = { readonly info: readonly string[]; readonly text: string; readonly line: number };

const fence = /^(\s*)(`{3,}|~{3,})(.*)$/;

/** The fenced blocks of a document, in order. Throws where one is not closed. */
export function blocksOf(markdown: string): readonly Block[] {
  const blocks: Block[] = [];
  let open: { mark: string; info: readonly string[]; line: number; lines: string[] } | undefined;
  for (const [index, line] of markdown.split(/\r?\n/).entries()) {
    const [, , mark = '', rest = ''] = fence.exec(line) ?? [];
    if (open === undefined) {
      if (mark !== '') open = { mark, info: rest.trim().split(/\s+/), line: index + 1, lines: [] };
    } else if (mark.startsWith(open.mark) && rest.trim() === '') {
      blocks.push({ info: open.info, text: `${open.lines.join('\n')}\n`, line: open.line });
      open = undefined;
    } else {
      open.lines.push(line);
    }
  }
  if (open !== undefined) throw new Error(`The block that begins in line ${open.line} is not closed.`);
  return blocks;
}

/** Where the links and images of a document lead, code left out: `[a](b)`, `[a]: b`, `<a href="b">`. */
export function linksOf(markdown: string): readonly string[] {
  const prose = proseOf(markdown);
  const patterns = [
    /\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g,
    /^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)>?/gm,
    /<(?:a|img)\b[^>]*?\b(?:href|src)="([^"]+)"/g,
  ];
  return patterns.flatMap((pattern) => [...prose.matchAll(pattern)].map(([, target = '']) => target));
}

/** The texts of the headings of one level. */
export function headingsOf(markdown: string, level: number): readonly string[] {
  const heading = new RegExp(`^#{${level}} +(.+?)\\s*$`, 'gm');
  return [...withoutFences(markdown).matchAll(heading)].map(([, text = '']) => text);
}

/** The anchors of a document's headings, as GitHub makes them. */
export function anchorsOf(markdown: string): readonly string[] {
  const count = new Map<string, number>();
  return [...withoutFences(markdown).matchAll(/^#{1,6} +(.+?)\s*$/gm)].map(([, text = '']) => {
    const anchor = text
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-');
    const before = count.get(anchor) ?? 0;
    count.set(anchor, before + 1);
    return before === 0 ? anchor : `${anchor}-${before}`;
  });
}

/** A document without its code, blocks and spans; each line keeps its number. */
export function proseOf(markdown: string): string {
  return withoutFences(markdown).replace(/(`+)[^`][\s\S]*?\1/g, (span) => span.replace(/[^\n]/g, ''));
}

function withoutFences(markdown: string): string {
  const kept: string[] = [];
  let mark: string | undefined;
  for (const line of markdown.split(/\r?\n/)) {
    const [, , here = ''] = fence.exec(line) ?? [];
    kept.push(mark === undefined && here === '' ? line : '');
    if (mark === undefined && here !== '') mark = here;
    else if (mark !== undefined && here.startsWith(mark)) mark = undefined;
  }
  return kept.join('\n');
}
