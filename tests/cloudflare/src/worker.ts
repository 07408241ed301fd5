// The Worker at the other end of the wire, as text: its bindings are the databases.

/** The status where D1 fails; the body says why. */
export const failed = 599;

/**
 * `batch()` gives rows as objects: it loses columns of the same name, and those of a result without rows, both of which /raw must
 * tell. So statements are sent as `batch()` itself sends them, through the fetcher that it sends them with.
 */
export const worker: string = `
const bytesAsBuffer = (value) => (value?.bytes === undefined ? value : new Uint8Array(value.bytes).buffer);

async function call(database, { method, args, statements }) {
  if (method === 'exec') return database.exec(...args);
  const prepared = statements.map(({ sql, values }) => {
    const statement = database.prepare(sql);
    return values === undefined ? statement : statement.bind(...values.map(bytesAsBuffer));
  });
  return method === 'batch' ? database.batch(prepared) : prepared[0][method](...args);
}

export default {
  async fetch(request, env) {
    const [, name, what] = new URL(request.url).pathname.split('/');
    const database = env[name];
    try {
      if (what === 'call') return Response.json(await call(database, await request.json()));
      return await database.fetcher.fetch('http://d1/query?resultsFormat=ROWS_AND_COLUMNS', request);
    } catch (thrown) {
      return new Response(thrown.message, { status: ${failed} });
    }
  },
};`;
