// Whether two pieces of SQL are the same except for white space, comments and the case of words.
import { tokens } from '@roostjs/internal-sql';

export function sameTokens(one: string, other: string): boolean {
  return normalized(one) === normalized(other);
}

function normalized(sql: string): string {
  const parts = Array.from(tokens(sql)).filter(({ kind }) => kind !== 'space' && kind !== 'comment');
  return parts
    .map(({ kind, start, end }) =>
      kind === 'word' ? sql.slice(start, end).toLowerCase() : sql.slice(start, end),
    )
    .join(' ');
}
