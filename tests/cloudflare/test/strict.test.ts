import { describe, expect, it } from 'vitest';
import { aClient, refusalOf, resultOf } from './support/client.ts';

const client = aClient();

const malformed = (why: string) => [400, 7400, `The request is malformed: ${why}`];
const strange = '0'.repeat(40);

describe('credentials', () => {
  const ask = async (headers: Record<string, string>, path = '/accounts') => {
    const response = await fetch(`${client.cloudflare.url}${path}`, { headers });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };

  it('must be there', async () => {
    expect(refusalOf(await ask({}))).toEqual([
      400,
      9106,
      'Missing X-Auth-Key, X-Auth-Email or Authorization headers',
    ]);
  });

  it.each(['Bearer short', 'Bearer ', `Basic ${strange}`, `Bearer ${strange} and more`])(
    'must have the form of a token, unlike %j',
    async (authorization) => {
      expect(refusalOf(await ask({ authorization }))).toEqual([400, 6003, 'Invalid request headers']);
    },
  );

  it.each([
    ['/accounts', 403, 9109, 'Invalid access token'],
    ['/accounts/1/d1/database', 401, 10000, 'Authentication error'],
    ['/user/tokens/verify', 401, 1000, 'Invalid API Token'],
  ])('must be known: %s', async (path, ...refused) => {
    expect(refusalOf(await ask({ authorization: `Bearer ${strange}` }, path))).toEqual(refused);
    const { email } = client.cloudflare;
    expect(refusalOf(await ask({ 'x-auth-email': email, 'x-auth-key': strange }, path))).toEqual(refused);
  });

  it('may be the global key', async () => {
    const { email, key } = client.cloudflare;
    expect((await ask({ 'x-auth-email': email, 'x-auth-key': key })).status).toBe(200);
  });

  it('are not written down', async () => {
    const { token, email, key } = client.cloudflare;
    await ask({ authorization: `Bearer ${token}` });
    await ask({ 'x-auth-email': email, 'x-auth-key': key });
    const written = JSON.stringify(client.cloudflare.requests);
    expect(written).toContain('Bearer (hidden)');
    expect(written).not.toContain(token);
    expect(written).not.toContain(key);
  });
});

describe('where a request goes', () => {
  it('refuses another account', async () => {
    const path = `/accounts/${'a'.repeat(32)}/d1/database/${client.database()}/query`;
    const reply = await client.send('POST', path, {
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(refusalOf(reply)).toEqual([
      403,
      7403,
      'The given account is not valid or is not authorized to access this service',
    ]);
  });

  it('refuses a database that is not there, and a name where a uuid belongs', async () => {
    const nowhere = '00000000-0000-4000-8000-000000000000';
    expect(refusalOf(await client.post(nowhere, { sql: 'SELECT 1' }))).toEqual([
      404,
      7404,
      `The database ${nowhere} could not be found`,
    ]);
    expect((await client.post('test-0', { sql: 'SELECT 1' })).status).toBe(404);
    const found = await client.send('GET', `/accounts/${client.cloudflare.accountId}/d1/database/nowhere`);
    expect(refusalOf(found)).toEqual([404, 7404, 'The database nowhere could not be found']);
  });

  it('refuses what it does not know, and remembers that it did not', async () => {
    const unknown = [404, 7000, 'No route for that URI'];
    expect(refusalOf(await client.send('GET', '/zones'))).toEqual(unknown);
    expect(refusalOf(await client.send('DELETE', '/accounts'))).toEqual(unknown);
    expect(refusalOf(await client.send('PUT', '/uploads/nobody-asked'))).toEqual(unknown);
    await fetch(new URL('/accounts', client.cloudflare.url));
    expect(client.cloudflare.requests.map(({ path, known }) => [path, known])).toEqual([
      ['/zones', false],
      ['/accounts', false],
      ['/uploads/nobody-asked', true],
      ['outside:/accounts', false],
    ]);
  });
});

describe('the body', () => {
  it.each([
    [[{ sql: 'SELECT 1' }], 'Expected object, received array'],
    ['SELECT 1', 'Expected object, received string'],
    [{ sql: 'SELECT 1', parameters: [] }, "Unrecognized key(s) in object: 'parameters'"],
    [{ batch: [{ sql: 'SELECT 1' }], sql: 'SELECT 1' }, "Unrecognized key(s) in object: 'sql'"],
    [{ batch: [{ sql: 'SELECT 1', name: 'one' }] }, "Unrecognized key(s) in object: 'name'"],
    [{ sql: 1 }, 'Expected string at sql'],
    [{ sql: 'SELECT ?', params: 'a' }, 'Expected array at params'],
    [{ sql: 'SELECT ?', params: [{ a: 1 }] }, `Type 'object' not supported for value '{"a":1}' at params`],
    [{ sql: 'SELECT ?', params: [[256]] }, "Type 'object' not supported for value '[256]' at params"],
    [{ batch: { sql: 'SELECT 1' } }, 'Expected array at batch'],
    [{ batch: [] }, 'Requests without any query are not supported'],
    [{ sql: '-- nothing' }, 'Requests without any query are not supported'],
    [{ sql: 'SELECT ?; SELECT 2', params: [1] }, 'params with multiple statements is not supported'],
    [
      { batch: [{ sql: 'SELECT ?; SELECT 2', params: [1] }] },
      'params with multiple statements is not supported',
    ],
  ])('is refused as %j', async (body, why) => {
    const uuid = client.database();
    expect(refusalOf(await client.post(uuid, body))).toEqual(malformed(why));
    expect(client.cloudflare.requests).toMatchObject([{ method: 'POST', body, status: 400 }]);
  });

  it('must be JSON and say so', async () => {
    const path = `/accounts/${client.cloudflare.accountId}/d1/database/${client.database()}/query`;
    const body = '{"sql":"SELECT 1"}';
    const plain = await client.send('POST', path, { headers: { 'content-type': 'text/plain' }, body });
    expect(refusalOf(plain)).toEqual(
      malformed("Expected content type application/json, received 'text/plain'"),
    );
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    expect((await client.send('POST', path, { headers, body: '{"sql":' })).status).toBe(400);
    expect((await client.send('POST', path, { headers, body })).status).toBe(200);
  });

  it('must have as many values as the statement has places', async () => {
    const uuid = client.database();
    const refused = [400, 7500, 'Wrong number of parameter bindings for SQL query.'];
    expect(refusalOf(await client.post(uuid, { sql: 'SELECT ?' }))).toEqual(refused);
    expect(refusalOf(await client.post(uuid, { sql: 'SELECT 1', params: ['a'] }))).toEqual(refused);
    expect(resultOf(await client.post(uuid, { sql: 'SELECT ? AS a', params: ['a'] }))).toMatchObject([
      { results: [{ a: 'a' }] },
    ]);
  });
});
