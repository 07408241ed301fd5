// Random schemas over few names, so that two of them have much in common.
import fc from 'fast-check';

type Column = {
  readonly name: string;
  readonly type: string;
  readonly isNotNull: boolean;
  readonly isUnique: boolean;
  readonly value: 'none' | 'constant' | 'computed';
  readonly isChecked: boolean;
  /** Computed from the key, and so without anything else. */
  readonly generated: '' | 'VIRTUAL' | 'STORED';
  /** Refers to that table, if there is one. */
  readonly parent: string | null;
};

type Table = {
  readonly name: string;
  readonly key: 'INTEGER PRIMARY KEY' | 'INTEGER PRIMARY KEY AUTOINCREMENT' | 'TEXT PRIMARY KEY NOT NULL';
  readonly columns: readonly Column[];
  readonly options: '' | ' STRICT' | ' WITHOUT ROWID';
  /** A constraint of the table over its first column. */
  readonly constraint: 'none' | 'check' | 'unique';
  readonly isIndexed: boolean;
  readonly isUniquelyIndexed: boolean;
  readonly hasTrigger: boolean;
  readonly view: 'none' | 'all' | 'one' | 'nested';
};

const tableNames = ['a', 'b', 'order'];
const columnNames = ['x', 'y', 'z', 'group'];

const column = fc.record<Column>({
  name: fc.constantFrom(...columnNames),
  type: fc.constantFrom('TEXT', 'INTEGER', 'REAL'),
  isNotNull: fc.nat(3).map((one) => one === 0),
  isUnique: fc.nat(7).map((one) => one === 0),
  value: fc.constantFrom('none', 'none', 'constant', 'computed'),
  isChecked: fc.nat(5).map((one) => one === 0),
  generated: fc.constantFrom('', '', '', '', '', 'VIRTUAL', 'STORED'),
  parent: fc.option(fc.constantFrom(...tableNames), { freq: 3 }),
});

const table = fc.record<Table>({
  name: fc.constantFrom(...tableNames),
  key: fc.constantFrom(
    'INTEGER PRIMARY KEY',
    'INTEGER PRIMARY KEY AUTOINCREMENT',
    'TEXT PRIMARY KEY NOT NULL',
  ),
  columns: fc.uniqueArray(column, { minLength: 1, maxLength: 4, selector: ({ name }) => name }),
  options: fc.constantFrom('', '', ' STRICT', ' WITHOUT ROWID'),
  constraint: fc.constantFrom('none', 'none', 'none', 'check', 'unique'),
  isIndexed: fc.boolean(),
  isUniquelyIndexed: fc.nat(5).map((one) => one === 0),
  hasTrigger: fc.nat(2).map((one) => one === 0),
  view: fc.constantFrom('none', 'none', 'all', 'one', 'nested'),
});

// Only to tables before it and to itself: without circles.
function withoutCircles(one: Table): Table {
  const columns = one.columns.map((each) => {
    return { ...each, parent: each.parent !== null && each.parent <= one.name ? each.parent : null };
  });
  return { ...one, columns };
}

const tables = fc.uniqueArray(table, { maxLength: 3, selector: ({ name }) => name });

/** The statements that create it. */
export const randomSchema: fc.Arbitrary<readonly string[]> = tables
  .map((drawn) => drawn.map(withoutCircles))
  .map((all) => [...all.map((one) => createTable(one, all)), ...all.flatMap((one) => usersOf(one, all))]);

function createTable(one: Table, all: readonly Table[]): string {
  const { name, key, columns, options, constraint } = one;
  const first = `"${columns[0]?.name}"`;
  const constraints = { none: [], check: [`CHECK (${first} IS NOT id)`], unique: [`UNIQUE (${first}, id)`] };
  const items = [`id ${key}`, ...columns.map((each) => definition(each, all)), ...constraints[constraint]];
  // AUTOINCREMENT needs row ids.
  const isCounted = key.endsWith('AUTOINCREMENT');
  return `CREATE TABLE "${name}" (${items.join(', ')})${isCounted && options === ' WITHOUT ROWID' ? '' : options}`;
}

function definition(column: Column, all: readonly Table[]): string {
  const { name, type, isNotNull, isUnique, value, isChecked, generated, parent } = column;
  if (generated !== '') return `"${name}" TEXT AS (typeof(id)) ${generated}`;
  const refers = all.find((one) => one.name === parent);
  const fallback = type === 'TEXT' ? "'none'" : '0';
  return [
    `"${name}"`,
    refers === undefined ? type : refers.key.split(' ')[0],
    isNotNull && refers === undefined ? 'NOT NULL' : '',
    isUnique ? 'UNIQUE' : '',
    value === 'none' || refers !== undefined
      ? ''
      : `DEFAULT ${value === 'constant' ? fallback : `(${fallback})`}`,
    isChecked ? `CHECK ("${name}" IS NOT 'never')` : '',
    refers === undefined ? '' : `REFERENCES "${refers.name}" (id) ON DELETE CASCADE`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function usersOf(one: Table, all: readonly Table[]): readonly string[] {
  const { name, columns, isIndexed, isUniquelyIndexed, hasTrigger, view } = one;
  const [first, last] = [columns[0]?.name ?? 'id', columns.at(-1)?.name ?? 'id'];
  const other = all.find((table) => table !== one)?.name;
  return [
    ...(isIndexed ? [`CREATE INDEX "i ${name}" ON "${name}" ("${first}")`] : []),
    ...(isUniquelyIndexed ? [`CREATE UNIQUE INDEX "u ${name}" ON "${name}" ("${last}", id)`] : []),
    ...(view === 'none'
      ? []
      : [`CREATE VIEW "v ${name}" AS SELECT ${view === 'all' ? '*' : `"${first}"`} FROM "${name}"`]),
    ...(view === 'nested' ? [`CREATE VIEW "w ${name}" AS SELECT "${first}" AS n FROM "v ${name}"`] : []),
    ...(hasTrigger && other !== undefined
      ? [
          `CREATE TRIGGER "t ${name}" AFTER DELETE ON "${name}" BEGIN UPDATE "${other}" SET id = id WHERE id = old."${last}"; END`,
        ]
      : []),
  ];
}
