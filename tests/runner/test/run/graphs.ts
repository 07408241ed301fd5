// Random graphs of foreign keys: with every action, to the table itself and around in circles, in tables of every shape, with rows.
import type { Random } from '../support/random.ts';

const actions = ['CASCADE', 'SET NULL', 'SET DEFAULT', 'NO ACTION', 'RESTRICT'];
const ids = [1, 2, 3, 4];

type Key = { readonly parent: Table; readonly isNotNull: boolean };
type Table = { readonly name: string; readonly keys: Key[] };

/** Statements that create up to four tables and fill them, as one batch: each key references a row. */
export function graphOf(random: Random): readonly string[] {
  const tables: readonly Table[] = Array.from({ length: 1 + random.below(4) }, (_, at) => ({
    name: `t${at}`,
    keys: [],
  }));
  for (const { keys } of tables)
    for (let left = random.below(4); left > 0; left -= 1)
      keys.push({ parent: random.pick(tables), isNotNull: random.chance(30) });
  return [
    'PRAGMA defer_foreign_keys = ON',
    ...tables.map((table) => createdBy(random, table)),
    ...tables.map((table) => filledBy(random, table)),
  ];
}

function createdBy(random: Random, { name, keys }: Table): string {
  const columns = keys.map(({ parent, isNotNull }, at) =>
    [
      `k${at} INTEGER`,
      ...(isNotNull ? ['NOT NULL'] : []),
      ...(random.chance(30) ? [`DEFAULT ${random.below(12)}`] : []),
      `REFERENCES ${parent.name}${random.chance(50) ? ' (id)' : ''} ON DELETE ${random.pick(actions)}`,
      ...(random.chance(20) ? [`ON UPDATE ${random.pick(actions)}`] : []),
      ...(random.chance(30) ? ['DEFERRABLE INITIALLY DEFERRED'] : []),
    ].join(' '),
  );
  const options = random.chance(25) ? ' WITHOUT ROWID' : '';
  return `CREATE TABLE ${name} (${['id INTEGER PRIMARY KEY', ...columns].join(', ')})${options}`;
}

function filledBy(random: Random, { name, keys }: Table): string {
  const value = ({ isNotNull }: Key): number | 'NULL' =>
    isNotNull || random.chance(90) ? random.pick(ids) : 'NULL';
  const rows = ids.map((id) => `(${[id, ...keys.map(value)].join(', ')})`);
  return `INSERT INTO ${name} VALUES ${rows.join(', ')}`;
}
