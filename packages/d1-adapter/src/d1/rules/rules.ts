// All rules of D1: what D1 rejects and SQLite would run. Each rule names its source. Pure.

import { statementOf } from '@roostjs/internal-sql';
import { alter } from './alter.ts';
import { argumentLimit } from './argument-limit.ts';
import { attach } from './attach.ts';
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

// In the order in which D1 checks them.
const rules: readonly Rule[] = [
  transactions,
  vacuum,
  attach,
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

/** The first rule of D1 that the statement breaks, or undefined if it breaks none. */
export function findViolation(statement: string): Violation | undefined {
  const tooLong = lengthViolation(statement);
  if (tooLong !== undefined) return tooLong;
  const read = statementOf(statement);
  for (const rule of rules) {
    const violation = rule(read);
    if (violation !== undefined) return violation;
  }
  return undefined;
}
