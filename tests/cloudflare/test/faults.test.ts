import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../src/index.ts';
import { aClient, refusalOf } from './support/client.ts';

const client = aClient();

/** Sends a CREATE TABLE under the fault: what came back, and whether the table is there. */
async function under(fault: Fault) {
  const uuid = client.database();
  client.cloudflare.fail(fault);
  const reply = await client.post(uuid, { sql: 'CREATE TABLE t (a)' }).catch(() => 'dropped' as const);
  return { reply, ran: (await client.tables(uuid)).length === 1, uuid };
}

const statuses = () => client.cloudflare.requests.map(({ status }) => status);

describe('a connection that is cut', () => {
  it.each([
    ['drop-before', false],
    ['drop-mid-request', false],
    ['drop-after', true],
  ] as const)('%s: whether the request ran is %s', async (what, expected) => {
    const { reply, ran } = await under({ what });
    expect(reply).toBe('dropped');
    expect(ran).toBe(expected);
    expect(statuses()).toEqual(['dropped']);
  });

  it('is cut while the client still sends', async () => {
    const uuid = client.database();
    const { url, token, accountId } = client.cloudflare;
    client.cloudflare.fail({ what: 'drop-mid-request' });
    const error = await new Promise((resolve, reject) => {
      const sending = request(`${url}/accounts/${accountId}/d1/database/${uuid}/query`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-length': 1000 },
      });
      sending.on('error', resolve).on('response', reject);
      sending.write('{"sql":');
    });
    expect(error).toMatchObject({ code: expect.stringMatching(/ECONNRESET|EPIPE/) });
    expect(client.cloudflare.requests).toMatchObject([{ status: 'dropped', body: undefined }]);
  });
});

describe('a connection that is held and then cut', () => {
  it('is cut when that is asked for, and what it asked for has run by then', async () => {
    const uuid = client.database();
    client.cloudflare.fail({ what: 'hold-and-cut' });
    const asked = client.post(uuid, { sql: 'CREATE TABLE t (a)' }).catch(() => 'dropped' as const);
    await client.cloudflare.held();
    expect([await client.tables(uuid), statuses()]).toEqual([['t'], ['running']]);
    client.cloudflare.cutHeld();
    expect([await asked, statuses()]).toEqual(['dropped', ['dropped']]);
  });
});

describe('an error instead of the answer', () => {
  it.each([429, 500, 502, 503, 504] as const)(
    'has status %d, before anything ran or after all ran',
    async (status) => {
      const before = await under({ what: 'status-before', status });
      expect(before).toMatchObject({ reply: { status }, ran: false });
      const after = await under({ what: 'status-after', status });
      expect(after).toMatchObject({ reply: { status }, ran: true });
      expect(statuses()).toEqual([status, status]);
    },
  );

  it('says when to come back', async () => {
    const { reply } = await under({ what: 'status-before', status: 429, retryAfter: 7 });
    if (reply === 'dropped') throw new Error('It was dropped');
    expect(reply.headers.get('retry-after')).toBe('7');
    expect(refusalOf(reply)[1]).toBe(10429);
  });

  it.each([
    ['wrong-token', 401],
    ['no-permission', 403],
  ] as const)('%s: is that of Cloudflare, and nothing ran', async (what, status) => {
    const { reply, ran } = await under({ what });
    if (reply === 'dropped') throw new Error('It was dropped');
    expect(refusalOf(reply)).toEqual([status, 10000, 'Authentication error']);
    expect(ran).toBe(false);
  });

  it('is the page of a proxy, and nothing ran', async () => {
    const { reply, ran } = await under({ what: 'html' });
    expect(reply).toMatchObject({ status: 502, text: expect.stringMatching(/^<!DOCTYPE html>/) });
    expect(ran).toBe(false);
  });

  it('is half of the JSON, and all ran', async () => {
    const { reply, ran } = await under({ what: 'malformed-json' });
    if (reply === 'dropped') throw new Error('It was dropped');
    expect(reply.status).toBe(200);
    expect(() => JSON.parse(reply.text)).toThrow(SyntaxError);
    expect(ran).toBe(true);
  });
});

describe('a slow server', () => {
  it('answers as ever', async () => {
    expect(await under({ what: 'slow', ms: 20 })).toMatchObject({ reply: { status: 200 }, ran: true });
  });

  it('commits after the client has gone', async () => {
    const uuid = client.database();
    const { url, token, accountId } = client.cloudflare;
    client.cloudflare.fail({ what: 'slow', ms: 300 });
    const asked = fetch(`${url}/accounts/${accountId}/d1/database/${uuid}/query`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{"sql":"CREATE TABLE t (a)"}',
      signal: AbortSignal.timeout(100),
    });
    await expect(asked).rejects.toThrow(/timeout/);
    await expect.poll(() => client.tables(uuid), { timeout: 10_000 }).toEqual(['t']);
    await expect.poll(statuses, { timeout: 10_000 }).toEqual(['dropped']);
  });
});

describe('a body that comes in pieces', () => {
  /** The first bytes of the answer under the fault, after which the client goes away. */
  async function beginningUnder(fault: Fault, bytes: number) {
    const uuid = client.database();
    const { url, token, accountId } = client.cloudflare;
    client.cloudflare.fail(fault);
    const response = await fetch(`${url}/accounts/${accountId}/d1/database/${uuid}/query`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{"sql":"CREATE TABLE t (a)"}',
    });
    let taken = 0;
    let text = '';
    for await (const chunk of response.body ?? []) {
      taken += chunk.length;
      text += Buffer.from(chunk).toString();
      if (taken >= bytes) break;
    }
    expect(await client.tables(uuid)).toEqual(['t']);
    return { status: response.status, taken, text };
  }

  it.each(['endless-body', 'gzip-bomb'] as const)('%s: has no end, and all ran', async (what) => {
    const { status, taken, text } = await beginningUnder({ what }, 1_000_000);
    expect([status, taken >= 1_000_000]).toEqual([200, true]);
    expect(text).toMatch(/^\{"success":true,.*"rows":\[\["row 0"\],\[/);
    await expect.poll(statuses).toEqual(['dropped']);
    const [request] = client.cloudflare.requests;
    if (what === 'gzip-bomb') expect(request?.sent).toBeLessThan(500_000);
    else expect(request?.sent).toBeGreaterThanOrEqual(1_000_000);
  });

  it('comes a byte at a time, and all ran', async () => {
    const { taken, text } = await beginningUnder({ what: 'dripping-body', ms: 1 }, 10);
    expect([taken < 100, text.startsWith('{"result"')]).toEqual([true, true]);
  });
});

describe('which requests a rule hits', () => {
  const read = (uuid: string) => client.post(uuid, { sql: 'SELECT 1' });
  const write = (uuid: string) => client.post(uuid, { sql: 'CREATE TABLE IF NOT EXISTS t (a)' });

  it('is the next one, once', async () => {
    const uuid = client.database();
    client.cloudflare.fail({ what: 'status-before', status: 500 });
    await read(uuid);
    await read(uuid);
    expect(statuses()).toEqual([500, 200]);
  });

  it('is as many as it says, from the one that it says', async () => {
    const uuid = client.database();
    client.cloudflare.fail({ what: 'status-before', status: 500, times: 2, when: { ordinal: 2 } });
    for (let sent = 0; sent < 4; sent += 1) await read(uuid);
    expect(statuses()).toEqual([200, 500, 500, 200]);
  });

  it('is all of them until the faults are cleared', async () => {
    const uuid = client.database();
    client.cloudflare.fail({ what: 'status-before', status: 503, times: 'always' });
    for (let sent = 0; sent < 3; sent += 1) await read(uuid);
    client.cloudflare.clearFaults();
    await read(uuid);
    expect(statuses()).toEqual([503, 503, 503, 200]);
  });

  it('is chosen by method, path and body', async () => {
    const uuid = client.database();
    const isWrite = (body: unknown) => JSON.stringify(body).includes('CREATE');
    client.cloudflare.fail({ what: 'status-before', status: 500, when: { method: 'PUT' } });
    client.cloudflare.fail({ what: 'status-before', status: 502, when: { path: '/raw' } });
    client.cloudflare.fail({ what: 'status-before', status: 503, when: { path: /\/query$/, body: isWrite } });
    await read(uuid);
    await write(uuid);
    await client.post(uuid, { sql: 'SELECT 1' }, 'raw');
    expect(statuses()).toEqual([200, 503, 502]);
  });

  it('is that of the rule set first, and the other waits', async () => {
    const uuid = client.database();
    client.cloudflare.fail({ what: 'status-before', status: 500 });
    client.cloudflare.fail({ what: 'status-before', status: 503 });
    for (let sent = 0; sent < 3; sent += 1) await read(uuid);
    expect(statuses()).toEqual([500, 503, 200]);
  });

  it('cannot depend on a body that is never read', () => {
    expect(() => client.cloudflare.fail({ what: 'drop-mid-request', when: { body: () => true } })).toThrow(
      /body/,
    );
  });
});
