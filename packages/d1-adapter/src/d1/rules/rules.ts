// What D1 refuses and SQLite would run. Pure, and the one place that says so; each rule names its source.

import { statementOf } from '@roostjs/internal-sql';
import { alter } from './alter.ts';
import { argumentLimit } from './argument-limit.ts';
import { databases } from './attach.ts';
import { depthLimit } from './depth-limit.ts';
import { defaults, functions } from './functions.ts';
import { lengthViolation } from './length-limit.ts';
import { names } from './names.ts';
import { parameterLimit } from './parameter-limit.ts';
import { patternLimit } from './pattern-limit.ts';
import { pragmaTables } from './pragma-tables.ts';
import { pragmas } from './pragmas.ts';
import { compoundLimit, resultLimit } from './select-limits.ts';
import { tableLimit } from './table-limit.ts';
import { temp } from './temp.ts';
import { transactions, vacuum } from './transactions.ts';
import type { Rule, Violation } from './violation.ts';
import { virtualTables } from './virtual-tables.ts';

export type { Violation } from './violation.ts';

// In the order in which D1 comes upon them.
const rules: readonly Rule[] = [
  transactions,
  vacuum,
  databases,
  pragmas,
  temp,
  names,
  parameterLimit,
  argumentLimit,
  depthLimit,
  compoundLimit,
  virtualTables,
  defaults,
  tableLimit,
  pragmaTables,
  resultLimit,
  functions,
  patternLimit,
  alter,
];

/** The first rule of D1 that the statement breaks, or undefined where it breaks none. */
export function violationOf(statement: string): Violation | undefined {
  const tooLong = lengthViolation(statement);
  if (tooLong !== undefined) return tooLong;
  const read = statementOf(statement);
  for (const rule of rules) {
    const violation = rule(read);
    if (violation !== undefined) return violation;
  }
  return undefined;
}

/** D1's words for refusing the statement, or undefined where no rule has a say. */
export function refusalOf(statement: string): string | undefined {
  return violationOf(statement)?.text;
}
