// Ordinary migrations have no findings.
import { describe, expect, it } from 'vitest';
import { ordinary } from './ordinary.ts';
import { lint, placeOf } from './statement-lists.ts';

it('there are at least 60 ordinary migrations', () => {
  expect(Object.values(ordinary).flat().length).toBeGreaterThanOrEqual(60);
});

describe.each(Object.entries(ordinary))('%s', (_, migrations) => {
  it('has no findings', async () => {
    const { findings, ...counts } = await lint(...migrations);
    expect(findings.map((finding) => `${placeOf(finding)}: ${finding.message}`)).toEqual([]);
    expect(counts).toEqual({ migrations: migrations.length, blocking: 0 });
  });
});
