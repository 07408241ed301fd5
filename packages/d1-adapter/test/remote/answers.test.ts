// Answers that the API itself would not send, and connections that fail.
import type { RequestListener } from 'node:http';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { closedAddress, openElsewhere, serving } from '../support/cloudflare.ts';
import { failureOf } from '../support/failure.ts';

const json = 'application/json';
const envelope = (result: unknown) => JSON.stringify({ success: true, errors: [], messages: [], result });
const member = { success: true, results: { columns: ['a'], rows: [[1]] }, meta: {} };

async function failureWith(listener: RequestListener) {
  const url = await serving(listener);
  return failureOf(() => openElsewhere(url, 'token').prepare('DELETE FROM t').run());
}

function answering(status: number, contentType: string, body: string): RequestListener {
  return (_request, response) => response.writeHead(status, { 'content-type': contentType }).end(body);
}

describe('an answer that is not one of the API', () => {
  it.each([
    ['a page', 200, 'text/html', '<html>Log in to the\n  network</html>', 'it is not JSON'],
    ['nothing', 200, json, '', 'it is not JSON'],
    ['a text', 200, json, '"ok"', 'it has no "success" field'],
    ['another object', 404, json, '{"error":"no"}', 'it has no "success" field'],
    ['a refusal without a reason', 400, json, '{"success":false,"errors":[]}', 'it has no "errors"'],
    [
      'a success with the status of a failure',
      404,
      json,
      envelope([member]),
      'its status contradicts its "success"',
    ],
    ['no result', 200, json, envelope(null), 'its result is not an array'],
    ['too few results', 200, json, envelope([]), 'it has 0 results for 1 statements'],
    ['too many results', 200, json, envelope([member, member]), 'it has 2 results for 1 statements'],
    [
      'a result that failed',
      200,
      json,
      envelope([{ ...member, success: false }]),
      'lacks columns, rows or meta',
    ],
    [
      'a result without columns',
      200,
      json,
      envelope([{ ...member, results: [] }]),
      'lacks columns, rows or meta',
    ],
    [
      'a result without meta',
      200,
      json,
      envelope([{ ...member, meta: null }]),
      'lacks columns, rows or meta',
    ],
    [
      'rows that are objects',
      200,
      json,
      envelope([{ ...member, results: { columns: [], rows: [{}] } }]),
      'lacks columns',
    ],
    [
      'a value that is a list of lists',
      200,
      json,
      envelope([{ ...member, results: { columns: ['a'], rows: [[[[1]]]] } }]),
      'lacks columns',
    ],
    [
      'a value of 200,000 levels',
      200,
      json,
      envelope([{ ...member, results: { columns: ['a'], rows: [['here']] } }]).replace(
        '"here"',
        '['.repeat(200_000) + ']'.repeat(200_000),
      ),
      'lacks columns',
    ],
  ])('%s', async (_title, status, contentType, body, problem) => {
    const failure = await failureWith(answering(status, contentType, body));
    expect(failure).toMatchObject({
      code: 'REMOTE.ANSWER_UNREADABLE',
      details: { outcome: 'unknown', status, contentType },
    });
    expect(failure.message).toContain(problem);
  });

  it.each([
    ['rows that are cut off', json, '{"success":true,"result":[{"results":{"rows":[["a secret'],
    ['a page', 'text/html', '<p>a secret</p>'],
    ['another type of content', 'a secret', '{}'],
    ['a type of content with more', 'text/plain; charset=utf-8; a secret', '{}'],
    [
      'rows with another shape',
      json,
      envelope([{ ...member, results: { columns: ['a secret'], rows: [{ a: 'a secret' }] } }]),
    ],
  ])('is not quoted anywhere: %s', async (_title, contentType, body) => {
    const failure = await failureWith(answering(200, contentType, body));
    expect(failure).toMatchObject({ code: 'REMOTE.ANSWER_UNREADABLE' });
    expect(inspect(failure, { depth: 10, showHidden: true }) + JSON.stringify(failure)).not.toContain(
      'a secret',
    );
  });

  it('is not followed to another address', async () => {
    const elsewhere: unknown[] = [];
    const other = await serving((request, response) => {
      elsewhere.push(request.headers);
      response.end(envelope([member]));
    });
    const failure = await failureWith((_request, response) =>
      response.writeHead(307, { location: other }).end(),
    );
    expect(failure).toMatchObject({ code: 'REMOTE.ANSWER_UNREADABLE', details: { status: 307 } });
    expect(elsewhere).toEqual([]);
  });
});

describe('any other refusal', () => {
  it.each([
    [400, 7400, 'not-run'],
    [404, 7000, 'not-run'],
    [413, 1, 'not-run'],
    [408, 1, 'unknown'],
  ])('with status %i and code %i is reported with its fate', async (status, code, outcome) => {
    const errors = [{ code, message: 'No.', error_chain: [{ code: 1, message: 'Never.' }] }];
    const failure = await failureWith(answering(status, json, JSON.stringify({ success: false, errors })));
    expect(failure).toMatchObject({
      code: 'REMOTE.REFUSED',
      details: { outcome, status, apiCode: code, apiMessage: 'No.; Never.' },
    });
  });

  it('reports the first errors of a chain of 20,000', async () => {
    const [opening, end] = ['{"message":"No.","error_chain":[', ']}'];
    const chain = `${opening.repeat(20_000)}${end.repeat(20_000)}`;
    const failure = await failureWith(answering(400, json, `{"success":false,"errors":[${chain}]}`));
    expect(failure).toMatchObject({ code: 'REMOTE.REFUSED' });
    expect(failure.details['apiMessage']).toBe(`${'No.; '.repeat(20)}…`);
  });

  it('reports the first errors of a list of 300,000', async () => {
    const errors = '{"message":"No."},'.repeat(300_000).slice(0, -1);
    const body = `{"success":false,"errors":[{"error_chain":[${errors}]}]}`;
    const failure = await failureWith(answering(400, json, body));
    expect(failure.details['apiMessage']).toBe(`${'No.; '.repeat(20)}…`);
  });

  it('of a request without SQL is one, whatever its code', async () => {
    const errors = [{ code: 7500, message: 'No.' }];
    const url = await serving(answering(400, json, JSON.stringify({ success: false, errors })));
    const failure = await failureOf(() => openElsewhere(url, 'token').timeTravelBookmark());
    expect(failure).toMatchObject({ code: 'REMOTE.REFUSED', details: { apiCode: 7500 } });
  });
});

describe('a bookmark', () => {
  it.each([
    null,
    [],
    { bookmark: 1 },
    { bookmark: '' },
    { bookmark: 'a; rm -rf ~' },
    { bookmark: '-a' },
    { bookmark: 'a\u001b[8m' },
  ])('is not %j', async (result) => {
    const url = await serving(answering(200, json, envelope(result)));
    const failure = await failureOf(() => openElsewhere(url, 'token').timeTravelBookmark());
    expect(failure).toMatchObject({ code: 'REMOTE.ANSWER_UNREADABLE' });
  });
});

describe('no connection', () => {
  it('to a port means that nothing ran', async () => {
    const db = openElsewhere(await closedAddress(), 'token');
    const failure = await failureOf(() => db.prepare('DELETE FROM t').run());
    expect(failure).toMatchObject({ code: 'REMOTE.UNREACHABLE', details: { outcome: 'not-run' } });
  });

  it('to a host that has no address means that nothing ran', async () => {
    const db = openElsewhere('http://no-such-host.invalid', 'token');
    const failure = await failureOf(() => db.prepare('DELETE FROM t').run());
    expect(failure).toMatchObject({ code: 'REMOTE.UNREACHABLE', details: { outcome: 'not-run' } });
  });

  it('that lasts to the end of the answer leaves its fate unknown', async () => {
    const failure = await failureWith((_request, response) => {
      response.writeHead(200, { 'content-type': json, 'content-length': 100 });
      response.write('{', () => response.destroy());
    });
    expect(failure).toMatchObject({ code: 'REMOTE.ANSWER_LOST', details: { outcome: 'unknown' } });
  });
});
