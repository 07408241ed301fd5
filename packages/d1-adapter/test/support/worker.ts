// The reference Worker: it makes the calls to one of its databases in order, and answers with the outcome of each.

import type { D1Database } from '../../src/d1.ts';
import { type Call, outcomeOf } from '../conformance/call.ts';
import { fromTaggedJson, toTaggedJson } from './tagged-json.ts';

export type Script = { readonly database: string; readonly calls: readonly Call[] };

export default {
  async fetch(request: Request, env: Readonly<Record<string, D1Database>>): Promise<Response> {
    const { database, calls } = fromTaggedJson(await request.text()) as Script;
    const db = env[database];
    if (db === undefined) throw new Error(`There is no database ${database}.`);
    const outcomes = [];
    for (const call of calls) outcomes.push(await outcomeOf(db, call));
    return new Response(toTaggedJson(outcomes));
  },
};
