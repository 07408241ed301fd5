// Names as SQL.
import { describe, expect, it } from 'vitest';
import { nameInSql } from '../src/index.ts';

describe('nameInSql', () => {
  it('quotes a name only if SQLite would read it as something else', () => {
    const names = [
      'users',
      'Users_2',
      'order',
      'Order',
      'WITHOUT',
      'abort',
      '2fa',
      'a b',
      'say "hi"',
      'größe',
      '',
    ];
    expect(names.map(nameInSql)).toEqual([
      'users',
      'Users_2',
      '"order"',
      '"Order"',
      '"WITHOUT"',
      '"abort"',
      '"2fa"',
      '"a b"',
      '"say ""hi"""',
      '"größe"',
      '""',
    ]);
  });
});
