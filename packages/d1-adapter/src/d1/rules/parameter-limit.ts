// D1 rejects more than 100 parameters: workerd, src/workerd/util/sqlite.c++ (setupSecurity,
// SQLITE_LIMIT_VARIABLE_NUMBER).

import type { Lexeme } from '@roostjs/internal-sql';
import { type Rule, syntaxErrors, type Violation } from './violation.ts';

const maxParameters = 100;

// This does not use parametersOf(), which has an entry for every number up to the highest.
export const parameterLimit: Rule = ({ text, lexemes }) => {
  const named = new Set<string>();
  let highest = 0;
  for (const lexeme of lexemes) {
    if (lexeme.kind !== 'parameter') continue;
    const written = text.slice(lexeme.start, lexeme.end);
    if (/^\?\d/.test(written)) {
      const number = Number(written.slice(1));
      if (number > maxParameters)
        return violation(`variable number must be between ?1 and ?${maxParameters}`, text, lexeme);
      highest = Math.max(highest, number);
    } else if (!named.has(written)) {
      if (written !== '?') named.add(written);
      highest += 1;
      if (highest > maxParameters) return violation('too many SQL variables', text, lexeme);
    }
  }
  return undefined;
};

function violation(what: string, text: string, { start }: Lexeme): Violation {
  const offset = Buffer.byteLength(text.slice(0, start));
  return { rule: 'limit', text: `${what} at offset ${offset}: SQLITE_ERROR`, sqliteErrorFirst: syntaxErrors };
}
