// Parameters and their numbers.

import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { parametersOf, parameterUses } from '../src/index.ts';

describe('parametersOf', () => {
  it.each([
    ['SELECT 1', []],
    ['SELECT ?, ?', [undefined, undefined]],
    ['SELECT ?3', [undefined, undefined, '?3']],
    ['SELECT ?2, ?', [undefined, '?2', undefined]],
    ['SELECT ?99999999999', [undefined]],
    ['SELECT :a, @a, $a, :a', [':a', '@a', '$a']],
    ['SELECT \'?\', "?", ? /* ? */ -- ?', [undefined]],
  ])('numbers those of %s', (sql, names) => {
    expect(parametersOf(sql)).toEqual(names);
  });
});

describe('parameterUses', () => {
  it.each(['SELECT ?, ?1, ?3, ?', 'SELECT :a, ?, :a, ?2', 'SELECT ?2, :a, ?1, :a, ?'])(
    'gives each place of %s the value that SQLite gives it',
    (sql) => {
      let numbered = sql;
      for (const { start, end, index } of [...parameterUses(sql)].reverse()) {
        numbered = `${numbered.slice(0, start)}?${index + 1}${numbered.slice(end)}`;
      }
      expect(numbersIn(numbered)).toEqual(numbersIn(sql));
    },
  );
});

// The first operand of the opcode Variable is the number of a parameter.
function numbersIn(sql: string): readonly unknown[] {
  const names = parametersOf(sql);
  const unnamed = names.filter((name) => name === undefined).map(() => null);
  const named = Object.fromEntries(
    names.flatMap((name) => (name === undefined ? [] : [[name.slice(1), null]])),
  );
  const program = new Database(':memory:').prepare(`EXPLAIN ${sql}`).all(unnamed, named);
  const opcodes = program as readonly { readonly opcode: string; readonly p1: number }[];
  return opcodes.filter(({ opcode }) => opcode === 'Variable').map(({ p1 }) => p1);
}
