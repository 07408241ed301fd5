import { PassThrough } from 'node:stream';
import type { PendingPhase } from '@roostjs/internal-core';
import type { LossPreview, Plan } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { askConsent, requestFor } from '../src/consent.ts';
import type { Context } from '../src/context.ts';
import type { ConsentFlags } from '../src/flags.ts';
import { sanitize } from '../src/output/style.ts';
import type { RemoteTarget } from '../src/target.ts';
import { promptOn } from '../src/terminal.ts';
import { failureOf } from './failure.ts';

const target: RemoteTarget = {
  kind: 'remote',
  name: 'app-db',
  binding: 'DB',
  environment: null,
  config: '/app/wrangler.jsonc',
  preview: false,
  address: { databaseId: '1' },
  wranglerLedger: 'd1_migrations',
  wranglerFile: '.sql',
  prohibitions: [],
  confirmsWrites: false,
};

const up = { direction: 'up', name: '1_a', batch: 1 } as const;
const down = { direction: 'down', name: '1_a', batch: 1 } as const;
const migrate: Plan = {
  action: 'migrate',
  wipe: null,
  steps: [up, { ...up, name: '2_b' }],
  warnings: [],
  findings: [],
};
const rollback: Plan = { action: 'rollback', wipe: null, steps: [down], warnings: [], findings: [] };
const reset: Plan = { action: 'reset', wipe: null, steps: [down, up], warnings: [], findings: [] };

/** Asks for the plan; gives what was shown and asked. Rejects where consent is refused. */
async function shownFor(
  plan: Plan,
  answer: string | null,
  flags: ConsentFlags = {},
  losses: LossPreview = { losses: [], unknown: [] },
  on: RemoteTarget = target,
): Promise<string> {
  let shown = '';
  const write = (text: string): void => {
    shown += sanitize(text);
  };
  const context = {
    stderr: { write, hasColor: false, columns: undefined },
    prompt:
      answer === null
        ? null
        : async (question: string) => {
            write(question);
            return answer;
          },
  } as Context;
  const asked = {
    losses: async () => losses,
    phases: async () => ({ migrations: phases, replay: async () => ({ steps: [], end: [] }) }),
  };
  await askConsent(context, on, requestFor(context, on, plan, asked), flags);
  return shown;
}

const phases: readonly PendingPhase[] = [
  { name: '1_a', phase: 'none', effects: [], declared: null, problem: null },
  {
    name: '2_b',
    phase: 'contract',
    effects: [
      { phase: 'expand', subject: 'a.d', what: 'is new' },
      { phase: 'contract', subject: 'a.c', what: 'is gone' },
    ],
    declared: null,
    problem: null,
  },
];

describe('consent', () => {
  it('shows the plan and asks; the default is no', async () => {
    expect(await shownFor(migrate, 'y')).toBe(
      '  up   1_a\n  up   2_b (contract: a.c is gone)\nApply 2 migrations on app-db (remote)? [y/N] ',
    );
    for (const answer of ['', 'n', 'no', 'yess', 'app-db']) {
      expect((await failureOf(() => shownFor(migrate, answer))).code).toBe('CONSENT.DECLINED');
    }
  });

  it('warns before the plan that a stored or a changed down() will run', async () => {
    const warnings = [
      { code: 'MIGRATION.CHANGED', names: ['2_b'] },
      { code: 'MIGRATION.MISSING', names: ['1_a'] },
    ] as const;
    const shown = await shownFor(
      { action: 'rollback', wipe: null, steps: [down], warnings, findings: [] },
      'y',
    );
    expect(shown).toMatch(
      /current down\(\): 2_b .*\n.*down\(\) stored in the ledger is run: 1_a .*\n {2}down 1_a\n/,
    );
  });

  it.each(['y', 'Y', 'yes', ' YES '])('accepts %j as yes', async (answer) => {
    expect(await shownFor(migrate, answer)).toMatch(/\[y\/N\] $/);
  });

  it('shows the rows that would be deleted before the question', async () => {
    const losses = [
      { table: 'posts', column: null, rows: 1 },
      { table: 'users', column: 'nick', rows: 2 },
      { table: 'search', column: null, rows: null },
    ];
    const shown = await shownFor(migrate, 'y', {}, { losses, unknown: ['3_c'] });
    expect(shown).toContain(
      '  lose 1 row of posts\n  lose 2 values of users.nick\n' +
        '  lose all data in search, which cannot be counted\n  lose possibly more: what 3_c deletes cannot be determined before the run\n',
    );
  });

  it('shows which tables have to be empty', async () => {
    const steps = [
      { ...up, onlyIfEmpty: ['posts'] },
      { ...up, name: '2_b', onlyIfEmpty: ['posts', 'users.nick'] },
    ];
    expect(await shownFor({ ...migrate, steps }, 'y')).toContain(
      '  up   1_a, if posts is still empty\n  up   2_b, if posts, users.nick are still empty (contract: a.c is gone)\n',
    );
  });

  it('to a reset needs the name of the database', async () => {
    expect(await shownFor(reset, 'app-db')).toContain(
      'Roll back 1 and apply 1 migrations on app-db (remote)?',
    );
    expect((await failureOf(() => shownFor(reset, 'y'))).code).toBe('CONSENT.NAME_WRONG');
    expect((await failureOf(() => shownFor(reset, 'y', { force: true }))).code).toBe('CONSENT.NAME_WRONG');
  });

  it('is cancelled, and not mistaken, where no name is typed', async () => {
    expect((await failureOf(() => shownFor(reset, ''))).code).toBe('CONSENT.DECLINED');
  });

  it('to a rollback without a terminal needs the name, whatever the force', async () => {
    const { code, hint } = await failureOf(() => shownFor(rollback, null, { force: true }));
    expect([code, hint]).toEqual(['CONSENT.MISSING', expect.stringContaining('--confirm app-db')]);
    expect(await shownFor(rollback, null, { confirm: 'app-db' })).toBe('');
    expect(await shownFor(rollback, 'y')).toMatch(/Roll back 1 migration on app-db \(remote\)\? \[y\/N\] $/);
    expect(await shownFor(rollback, 'unasked', { force: true })).toBe('');
  });

  it('to any write needs the name where roost.json says so', async () => {
    const guarded = { ...target, confirmsWrites: true };
    const answered = (answer: string | null, flags: ConsentFlags) =>
      shownFor(migrate, answer, flags, undefined, guarded);
    expect((await failureOf(() => answered(null, { force: true }))).code).toBe('CONSENT.MISSING');
    expect((await failureOf(() => answered('y', { force: true }))).code).toBe('CONSENT.NAME_WRONG');
    expect(await answered('app-db', {})).toMatch(/remote\)\?\nType the database name to confirm: $/);
    expect(await answered(null, { confirm: 'app-db' })).toBe('');
  });

  it('can be given by a flag, without a question', async () => {
    expect(await shownFor(migrate, null, { force: true })).toBe('');
    expect(await shownFor(migrate, null, { confirm: 'app-db' })).toBe('');
    expect(await shownFor(reset, null, { confirm: 'app-db' })).toBe('');
  });

  it('is refused if nobody can be asked', async () => {
    const { code, message } = await failureOf(() => shownFor(migrate, null));
    expect(code).toBe('CONSENT.MISSING');
    expect(message).toContain('apply 2 migrations on app-db (remote)');
  });
});

/** Both ends of a terminal, as far as a prompt can tell. */
function terminal() {
  const ends = [new PassThrough(), new PassThrough()].map((end) => Object.assign(end, { isTTY: true }));
  return ends as unknown as [NodeJS.ReadStream & PassThrough, NodeJS.WriteStream & PassThrough];
}

describe('the prompt', () => {
  it('returns the line that is typed', async () => {
    const [input, output] = terminal();
    const answer = promptOn(input, output, { env: {}, live: null })?.('Sure? ');
    input.write('y\n');
    expect(await answer).toBe('y');
  });

  it('returns an empty text if the input ends first', async () => {
    const [input, output] = terminal();
    const answer = promptOn(input, output, { env: {}, live: null })?.('Sure? ');
    input.end();
    expect(await answer).toBe('');
  });

  it.each(['1', 'true', 'yes'])('does not exist in a CI with CI=%s', (ci) => {
    expect(promptOn(...terminal(), { env: { CI: ci }, live: null })).toBeNull();
  });

  it('does not exist without a terminal', () => {
    const [input, output] = terminal();
    expect(promptOn(Object.assign(input, { isTTY: false }), output, { env: {}, live: null })).toBeNull();
  });
});
