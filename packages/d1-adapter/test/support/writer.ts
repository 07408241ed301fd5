// A separate process that writes batches: `node writer.ts <path> <name> <batches>`.

import { openLocalD1 } from '../../src/local.ts';

const [path = '', name = '', batches = '0'] = process.argv.slice(2);
const db = openLocalD1({ path });
for (let batch = 0; batch < Number(batches); batch += 1) {
  await db.batch([
    db.prepare('CREATE TABLE IF NOT EXISTS written (writer TEXT, batch INTEGER, total INTEGER)'),
    db.prepare('INSERT INTO written SELECT ?1, ?2, 1 + (SELECT count(*) FROM written)').bind(name, batch),
    db.prepare('INSERT INTO written SELECT ?1, ?2, 1 + (SELECT count(*) FROM written)').bind(name, batch),
  ]);
}
db.close();
