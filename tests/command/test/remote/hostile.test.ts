// A server that means no good, and names that would be more than a name in a shell.
import { describe, expect, it } from 'vitest';
import { tables } from '../support/migrations.ts';
import { remoteProjects } from '../support/remote-project.ts';

const aProject = remoteProjects(5);
const longestAnswer = 64 * 1024 * 1024;
// What waits in the buffers of both ends of a connection.
const onItsWay = 16 * 1024 * 1024;

const creates = (body: unknown) => JSON.stringify(body).includes('CREATE TABLE b');

describe('an answer without end', () => {
  it.each(['endless-body', 'gzip-bomb'] as const)(
    'to a migration is settled by the ledger: %s',
    async (what) => {
      await using project = await aProject(tables('a', 'b', 'c'));
      project.cloudflare.fail({ what, when: { body: creates } });
      // A process: here, the server would not get its turn while the answer is read.
      const ended = await project.spawnJson(['migrate', '--remote', '--force']);
      expect([ended.exitCode, ended.error]).toEqual([0, undefined]);
      expect(await project.rows('SELECT count(*) AS n FROM migrations')).toEqual([{ n: 3 }]);
      const [given = { sent: 0 }] = project.requests().filter(({ status }) => status === 'dropped');
      expect(given.sent).toBeGreaterThan(0);
      expect(given.sent).toBeLessThan(longestAnswer + onItsWay);
    },
  );

  it('to every question is told, and nothing of what it held', async () => {
    await using project = await aProject(tables('a'));
    project.cloudflare.fail({ what: 'endless-body', times: 'always' });
    const ended = await project.roost(['migrate:status', '--remote']);
    expect([ended.exitCode, ended.stdout]).toEqual([1, '']);
    expect(ended.stderr).toContain('longer than 67108864 bytes');
    expect(ended.stderr).not.toMatch(/row 0|somebody/);
  });
});

describe('the name of a database', () => {
  it('is a word of the shell in the commands that are shown', async () => {
    await using project = await aProject(tables('a'));
    const id = project.cloudflare.databases.find(({ name }) => name === project.name)?.uuid;
    const named = { binding: 'DB', database_name: "$(touch x); it's\u001B[8m\u202E", database_id: id };
    await project.write({ 'wrangler.jsonc': JSON.stringify({ name: 'app', d1_databases: [named] }) });
    const word = String.raw`$'$(touch x); it\'s\U0000001b[8m\U0000202e'`;
    const asked = await project.roost(['migrate:fresh', '--remote']);
    expect([asked.exitCode, asked.stderr]).toEqual([3, expect.stringContaining(`--confirm ${word};`)]);
    const ended = await project.roost(['migrate', '--remote', '--force']);
    expect(ended.stderr).toContain(`wrangler d1 time-travel restore ${word} --bookmark=`);
    expect(ended.stderr).toContain("Migrating $(touch x); it's\\u001b[8m\\u202e (remote): 1 migration\n");
  });
});
