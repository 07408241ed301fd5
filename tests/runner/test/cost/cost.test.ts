// What a migration costs does not grow with existing migrations: the 390th of a run costs what the 10th does. It is only
// counted, by the same counts on every machine.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { early, kinds, late } from './kinds.ts';
import type { Costs } from './run.ts';

const execute = promisify(execFile);
// A function that V8 has put into another one for speed is not counted any more.
const exactly = ['--no-opt', '--no-maglev'];

describe.each(Object.keys(kinds))('a migration that %s', (kind) => {
  test(`costs as much as the ${late}th of a run as it does as the ${early}th, and so does its rollback`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'roost-cost-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const script = join(import.meta.dirname, 'run.ts');
    const { stdout } = await execute(process.execPath, [...exactly, script, kind, join(folder, 'db.sqlite')]);
    const { migrate, rollback } = JSON.parse(stdout) as Record<'migrate' | 'rollback', Costs>;
    for (const { early: first, late: last } of [migrate, rollback]) {
      expect(last).toEqual(first);
      for (const counted of Object.values(first)) expect(counted).toBeGreaterThan(0);
    }
  });
});
