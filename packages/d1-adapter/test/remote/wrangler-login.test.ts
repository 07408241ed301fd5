import { chmodSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { RemoteD1Database } from '../../src/remote.ts';
import { aRemote } from '../support/cloudflare.ts';
import { failureOf } from '../support/failure.ts';
import { testFolder } from '../support/folder.ts';

const remote = aRemote();
const read = (db: RemoteD1Database) => db.prepare('SELECT 1 AS a').first('a');

/** A database without a login in its environment, opened from that folder. */
function openIn(folder: string, path = process.env['PATH']): RemoteD1Database {
  const env = {
    CLOUDFLARE_API_BASE_URL: remote.cloudflare.url,
    PATH: path,
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, '.config'),
    WRANGLER_SEND_METRICS: 'false',
    TOKEN: remote.cloudflare.token,
    KEY: remote.cloudflare.key,
    EMAIL: remote.cloudflare.email,
  };
  return remote.open({ env, cwd: folder });
}

/** A project whose wrangler is this script. */
function projectWith(script: string): string {
  return testFolder({
    'node_modules/wrangler/bin/wrangler.js': script,
    'inner/empty': '',
  });
}

/** A project with the real wrangler. */
function realProject(files: Readonly<Record<string, string>> = {}): string {
  const folder = testFolder({ 'node_modules/empty': '', ...files });
  const installed = dirname(fileURLToPath(import.meta.resolve('wrangler/package.json')));
  symlinkSync(installed, join(folder, 'node_modules/wrangler'));
  return folder;
}

describe("wrangler's login", () => {
  it.each([
    ['oauth', 'token: process.env.TOKEN'],
    ['api_token', 'token: process.env.TOKEN'],
    ['api_key', 'key: process.env.KEY, email: process.env.EMAIL'],
  ])('of type %s is used', async (type, rest) => {
    const folder = projectWith(`console.log(JSON.stringify({ type: '${type}', ${rest} }))`);
    expect(await read(openIn(join(folder, 'inner')))).toBe(1);
  });

  it('is asked for once', async () => {
    const script = "require('fs').appendFileSync('asked.txt', process.argv.slice(2).join(' '));";
    const folder = projectWith(
      `${script} console.log(JSON.stringify({ type: 'oauth', token: process.env.TOKEN }))`,
    );
    const db = openIn(folder);
    await Promise.all([read(db), read(db)]);
    await read(db);
    expect(readFileSync(join(folder, 'asked.txt'), 'utf8')).toBe('auth token --json');
  });

  it('is that of the wrangler on the PATH if the project has none', async () => {
    const script = '#!/bin/sh\necho "{\\"type\\":\\"oauth\\",\\"token\\":\\"$TOKEN\\"}"\n';
    const folder = testFolder({ 'bin/wrangler': script, 'project/empty': '' });
    chmodSync(join(folder, 'bin/wrangler'), 0o755);
    expect(await read(openIn(join(folder, 'project'), join(folder, 'bin')))).toBe(1);
  });

  it('is missing if there is no wrangler', async () => {
    const failure = await failureOf(() => read(openIn(testFolder(), '/nowhere')));
    expect(failure).toMatchObject({ code: 'REMOTE.LOGIN_MISSING', details: { outcome: 'not-run' } });
    expect(failure.message).toContain('wrangler is not installed');
  });

  it('is missing if the real wrangler is not logged in', { timeout: 60_000 }, async () => {
    const failure = await failureOf(() => read(openIn(realProject())));
    expect(failure.message).toContain('wrangler is not logged in');
    expect(failure.code).toBe('REMOTE.LOGIN_MISSING');
    expect(remote.cloudflare.requests).toEqual([]);
  });

  it('is that of the real wrangler', { timeout: 60_000 }, async () => {
    // wrangler reads this file and Roost does not.
    const folder = realProject({ '.env': `CLOUDFLARE_API_TOKEN=${remote.cloudflare.token}\n` });
    expect(await read(openIn(folder))).toBe(1);
  });

  it.each([
    ['no JSON', "console.log('hello')"],
    ['another JSON', "console.log('[]')"],
    ['a token that is no text', 'console.log(\'{"type":"oauth","token":1}\')'],
    ['nothing', ''],
    ['a failure', "console.error('Unknown arguments: auth, token'); process.exitCode = 1"],
  ])('cannot be read if wrangler prints %s', async (_title, script) => {
    const failure = await failureOf(() => read(openIn(projectWith(script))));
    expect(failure).toMatchObject({ code: 'REMOTE.LOGIN_UNREADABLE', details: { outcome: 'not-run' } });
  });
});
