// The values that D1 has a type for, and their conversion.

import { describe, expect, it } from 'vitest';
import { toSqlValue } from '../src/index.ts';

describe('toSqlValue', () => {
  it.each([
    [1.5, 1.5],
    ['a', 'a'],
    [null, null],
    [true, 1],
    [false, 0],
    [Uint8Array.of(1, 2).buffer, [1, 2]],
    [Uint8Array.of(1, 2, 3).subarray(1), [2, 3]],
    [Uint16Array.of(300), [300]],
    [new DataView(new ArrayBuffer(2)), []],
    [
      [0, 255],
      [0, 255],
    ],
  ])('converts %j', (value, expected) => {
    expect(toSqlValue(value)).toEqual(expected);
  });

  it.each([[undefined], [1n], [new Date(0)], [{}], [['a']], [[256]], [[-1]], [[Number.NaN]]])(
    'has none for %s',
    (value) => {
      expect(toSqlValue(value)).toBeUndefined();
    },
  );

  it('has none for a list of floats with NaN in it', () => {
    expect(toSqlValue(Float32Array.of(1, Number.NaN))).toBeUndefined();
  });
});
