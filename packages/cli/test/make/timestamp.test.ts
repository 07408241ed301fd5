import { describe, expect, it } from 'vitest';
import { freeTimestamp } from '../../src/make/timestamp.ts';

describe('freeTimestamp', () => {
  it('is the second in UTC', () => {
    expect(freeTimestamp(new Date('2026-11-23T10:15:00.999Z'), new Set())).toBe('20261123101500');
    expect(freeTimestamp(new Date('2026-11-23T01:15:00+02:00'), new Set())).toBe('20261122231500');
  });

  it('is the next unused second, also across the end of a year', () => {
    const taken = new Set(['20261231235958', '20261231235959', '20270101000001']);
    expect(freeTimestamp(new Date('2026-12-31T23:59:58Z'), taken)).toBe('20270101000000');
  });

  it('skips unused seconds if asked to', () => {
    const now = new Date('2026-11-23T10:15:00Z');
    const taken = new Set(['20261123101500', '20261123101502']);
    const seconds = [0, 1, 2].map((later) => freeTimestamp(now, taken, later));
    expect(seconds).toEqual(['20261123101501', '20261123101503', '20261123101504']);
  });

  it('does not change the given date', () => {
    const now = new Date('2026-11-23T10:15:00Z');
    freeTimestamp(now, new Set(['20261123101500']));
    expect(now.toISOString()).toBe('2026-11-23T10:15:00.000Z');
  });
});
