// Triggers that Cloudflare is reported to cut in two where wrangler sends a file as one text.
import { plainTrigger, quotedText, type Statement, tokens, unquoted } from '@roostjs/internal-sql';
import type { MigrationTrace, Observation } from '../trace/trace.ts';

/**
 * `isFile`: whether wrangler applies the migration's own file. If not, `migrate:export` spells the trigger in another
 * way, except for the line ends in its strings and names.
 */
export function splitTrigger({ steps }: MigrationTrace, isFile: boolean): readonly Observation[] {
  return steps.flatMap((step): readonly Observation[] => {
    const { form, sql, statement, error } = step;
    if (form.kind !== 'create' || form.creation.kind !== 'trigger' || error !== null) return [];
    const plain = plainTrigger(sql);
    const named = `the trigger '${form.creation.name}'`;
    const suggestion = `${plain.isPlain ? plain.text : withoutLineEnds(statement)};`;
    if (isFile && suggestion !== `${sql};`)
      return [
        { step, message: `Cloudflare may cut ${named} in two, in the file that wrangler sends.`, suggestion },
      ];
    if (plain.isPlain) return [];
    const message = `A line end in a string or a name keeps ${named} from being exported on one line.`;
    return [{ step, severity: 'advice', message, suggestion }];
  });
}

/** With `char(10)` in place of each line end in a string. In a name, it stays. */
function withoutLineEnds({ text }: Statement): string {
  const parts = Array.from(tokens(text), ({ kind, start, end }) => {
    const part = text.slice(start, end);
    return kind === 'string' && /[\r\n]/.test(part) ? joinedLines(unquoted(part)) : part;
  });
  return plainTrigger(parts.join('')).text;
}

function joinedLines(value: string): string {
  const pieces = value.split(/(\r|\n)/).filter((piece) => piece !== '');
  const texts = pieces.map((piece) =>
    piece === '\n' ? 'char(10)' : piece === '\r' ? 'char(13)' : quotedText(piece),
  );
  return `(${texts.join(' || ')})`;
}
