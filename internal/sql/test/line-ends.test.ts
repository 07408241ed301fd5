// CRLF outside of quotes.

import { describe, expect, it } from 'vitest';
import { withLineFeeds } from '../src/index.ts';

describe('withLineFeeds', () => {
  it.each([
    ['SELECT\r\n1', 'SELECT\n1'],
    [
      'SELECT \'a\r\nb\',\r\n"c\r\nd", [e\r\nf], `g\r\nh`',
      'SELECT \'a\r\nb\',\n"c\r\nd", [e\r\nf], `g\r\nh`',
    ],
    ["-- it's\r\nSELECT 1", "-- it's\nSELECT 1"],
    ["/* it's\r\n*/ SELECT '\r\n'", "/* it's\n*/ SELECT '\r\n'"],
    ['SELECT\r1 -- a\r', 'SELECT\r1 -- a\r'],
    ['SELECT 1;\r\n', 'SELECT 1;\n'],
    ['SELECT 1', 'SELECT 1'],
  ])('converts %j', (sql, expected) => {
    expect(withLineFeeds(sql)).toBe(expected);
  });
});
