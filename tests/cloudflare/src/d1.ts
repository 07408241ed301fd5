// The endpoints of D1 itself: list, look up, query. What a request's statements do is execute.ts's.

import type { Database } from './databases.ts';
import type { Account, Call, Endpoint } from './endpoint.ts';
import { type Answer, listed, success } from './envelope.ts';
import { noSuchDatabase, wrongAccount } from './errors.ts';
import { execute } from './execute.ts';
import { type Ran, statementsOf } from './statements.ts';

/** The database that the path names; `by` says what the endpoint takes for its name. */
export function databaseOf(account: Account, call: Call, by: 'uuid' | 'name or uuid' = 'uuid'): Database {
  checkAccount(account, call);
  const [, asked = ''] = call.parts;
  const database = account.databases.find(asked);
  if (database === undefined || (by === 'uuid' && database.info.uuid !== asked)) throw noSuchDatabase(asked);
  return database;
}

/** `GET …/d1/database`, with `?name=` for one. */
export function listDatabases(account: Account, call: Call): Answer {
  checkAccount(account, call);
  const { name } = call.query;
  const chosen = account.databases.all.filter(({ info }) => name === undefined || info.name === name);
  return listed(chosen.map(description));
}

/** `GET …/d1/database/{name or uuid}`, with `?fields=` for some of what there is to tell. */
export function findDatabase(account: Account, call: Call): Answer {
  const told = description(databaseOf(account, call, 'name or uuid'));
  const fields = call.query['fields']?.split(',');
  return success(
    fields === undefined
      ? told
      : Object.fromEntries(Object.entries(told).filter(([key]) => fields.includes(key))),
  );
}

/** `POST …/query` gives rows as objects, `POST …/raw` as arrays next to the names of their columns. */
export function queryDatabase(rows: 'objects' | 'arrays'): Endpoint {
  return async (account, call) => {
    const database = databaseOf(account, call);
    const behaviour = account.behaviour();
    const ran = await execute(database, statementsOf(call.body, behaviour), behaviour);
    return success(
      ran.map(({ results, meta }) => ({
        results: rows === 'arrays' ? results : asObjects(results),
        success: true,
        meta,
      })),
    );
  };
}

function checkAccount(account: Account, { parts: [id] }: Call): void {
  if (id !== account.id) throw wrongAccount();
}

function description({ info, createdAt }: Database): Readonly<Record<string, unknown>> {
  return { uuid: info.uuid, name: info.name, created_at: createdAt, version: 'production' };
}

// Of columns with one name the last one stays, as it does in D1.
function asObjects({ columns, rows }: Ran['results']): readonly Readonly<Record<string, unknown>>[] {
  return rows.map((row) => Object.fromEntries(columns.map((name, index) => [name, row[index]])));
}
