// Which statements read and change rows, and nothing that another statement is compiled by.

import { commandOf, rowVerbs } from '../d1/command.ts';

/** Whether the statement leaves the schema, the settings of the connection and the list of its databases alone. */
export function isRowStatement(statement: string): boolean {
  const { verb, explained } = commandOf(statement);
  return rowVerbs.has(verb) && !explained;
}
