// The schema holds the rules, and D1 says which one a write has broken. This turns that into a status; it knows no
// table. The texts are SQLite's own: https://www.sqlite.org/rescode.html#constraint
import { Refusal } from './refusal.ts';

/** What the client is told when a write broke a constraint; `undefined` for any other error. */
export function constraintRefusal(error: unknown): Refusal | undefined {
  const message = error instanceof Error ? error.message : '';
  const [, kind, rule] = /(UNIQUE|FOREIGN KEY|CHECK) constraint failed(?:: ([\w.]+))?/.exec(message) ?? [];
  switch (kind) {
    case 'UNIQUE':
      return new Refusal(409, `${rule} is taken`);
    case 'FOREIGN KEY':
      return new Refusal(422, 'it refers to a row that does not exist');
    case 'CHECK':
      return new Refusal(422, `it breaks the rule ${rule}`);
    default:
      return undefined;
  }
}
