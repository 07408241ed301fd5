// Random tables that refer to each other, with rows, indexes, triggers and views, and the SQL that creates them.
import type { Random } from '../../support/random.ts';

export type Column = {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  readonly default: string | null;
  readonly check: string | null;
  readonly generated: string | null;
  readonly references: string | null;
  /** Whether it is a part of the table's key, or of what else points here. */
  readonly isKey: boolean;
};

export type Table = {
  readonly name: string;
  readonly columns: readonly Column[];
  /** `rowid`: INTEGER PRIMARY KEY; `counted`: with AUTOINCREMENT; `text`: another PRIMARY KEY; `pair`: two columns; `unique`, `index`: no PRIMARY KEY. */
  readonly key: 'rowid' | 'counted' | 'text' | 'pair' | 'unique' | 'index';
  readonly strict: boolean;
  readonly withoutRowid: boolean;
  readonly constraints: readonly string[];
};

export type Schema = { readonly tables: readonly Table[]; readonly statements: readonly string[] };

const awkward = ['na me', 'select', "it's", 'say "so"', 'x;--', 'Ünï', 'group'];

export function q(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function randomSchema(random: Random): Schema {
  const names = ['a', 'b', 'c', 'd', 'e'].slice(0, 2 + random.below(4));
  const bare = names.map((name) =>
    tableWithoutKeys(random, random.chance(15) ? `${name} ${random.pick(awkward)}` : name),
  );
  const tables = bare.map((table) => withForeignKeys(random, table, bare));
  return {
    tables,
    statements: [
      ...tables.map(createTable),
      'CREATE TABLE log (what TEXT)',
      ...tables.flatMap((table) => indexesOf(random, table)),
      'PRAGMA defer_foreign_keys = ON',
      ...tables.flatMap((table) => rowsOf(random, table)),
      ...tables.flatMap((table) => forgetting(random, table)),
      ...tables.flatMap((table) => triggersOf(random, table, tables)),
      ...viewsOf(random, tables),
    ],
  };
}

export function createTable(table: Table): string {
  const items = [
    ...table.columns.map((column) => columnText(table, column)),
    ...keyText(table),
    ...table.constraints,
  ];
  const options = [...(table.strict ? ['STRICT'] : []), ...(table.withoutRowid ? ['WITHOUT ROWID'] : [])];
  return `CREATE TABLE ${q(table.name)} (${items.join(', ')}) ${options.join(', ')}`.trim();
}

/** The columns that others can point to. */
function keyOf(table: Table): readonly string[] {
  return table.columns.filter(({ isKey }) => isKey).map(({ name }) => name);
}

function tableWithoutKeys(random: Random, name: string): Table {
  const key = random.pick(['rowid', 'rowid', 'counted', 'text', 'pair', 'unique', 'index'] as const);
  const strict = random.chance(25);
  const types = strict
    ? ['TEXT', 'INTEGER', 'REAL', 'BLOB', 'ANY']
    : ['TEXT', 'INTEGER', 'REAL', '', 'VARCHAR (20)', 'NUMERIC'];
  const column = (columnName: string, type: string, isKey = false): Column => ({
    name: columnName,
    type,
    notNull: isKey && key === 'unique',
    default: null,
    check: null,
    generated: null,
    references: null,
    isKey,
  });
  const keys =
    key === 'pair'
      ? [column('k1', 'INTEGER', true), column('k2', 'TEXT', true)]
      : [
          column(
            random.chance(20) ? 'the key' : 'k',
            key === 'rowid' || key === 'counted' ? 'INTEGER' : 'TEXT',
            true,
          ),
        ];
  const others = Array.from({ length: 1 + random.below(4) }, (_, index): Column => {
    const type = random.pick(types);
    const columnName = random.chance(15) ? `${random.pick(awkward)}${index}` : `v${index}`;
    const notNull = random.chance(25);
    return {
      ...column(columnName, type),
      notNull,
      default: random.chance(30) ? (strict && type !== 'TEXT' ? 'NULL' : "'dflt'") : null,
      check: random.chance(15) ? `${q(columnName)} IS NOT 'never'` : null,
    };
  });
  const generated = random.chance(20)
    ? [
        {
          ...column('gen', 'TEXT'),
          generated: `(typeof(${q(others[0]?.name ?? '')}))${random.chance(50) ? ' STORED' : ''}`,
        },
      ]
    : [];
  const place = random.below(others.length + 1);
  const columns = [...others.slice(0, place), ...keys, ...generated, ...others.slice(place)];
  const withoutRowid = (key === 'text' || key === 'pair') && random.chance(50);
  return { name, columns, key, strict, withoutRowid, constraints: [] };
}

function withForeignKeys(random: Random, table: Table, all: readonly Table[]): Table {
  let result = table;
  const count = random.below(4);
  for (let index = 0; index < count; index += 1) {
    const parent = random.pick(all);
    const clause = actionText(random);
    const keys = parent.columns.filter(({ isKey }) => isKey);
    const names = keys.map((_, at) => `f${index}${at}`);
    const isInline = keys.length === 1 && random.chance(50);
    const target = `${q(parent.name)}${random.chance(50) || parent.key === 'unique' || parent.key === 'index' ? ` (${keys.map(({ name }) => q(name)).join(', ')})` : ''} ${clause}`;
    const added = keys.map(
      ({ type }, at): Column => ({
        name: names[at] ?? '',
        type,
        notNull: false,
        default: defaultFor(random, type),
        check: null,
        generated: null,
        references: isInline ? target : null,
        isKey: false,
      }),
    );
    result = {
      ...result,
      columns: [...result.columns, ...added],
      constraints: isInline
        ? result.constraints
        : [...result.constraints, `FOREIGN KEY (${names.map(q).join(', ')}) REFERENCES ${target}`],
    };
  }
  return result;
}

function actionText(random: Random): string {
  const action = random.pick(['CASCADE', 'CASCADE', 'SET NULL', 'SET DEFAULT', 'NO ACTION', 'RESTRICT']);
  const update = random.chance(20) ? ' ON UPDATE CASCADE' : '';
  return `ON DELETE ${action}${update}${random.chance(25) ? ' DEFERRABLE INITIALLY DEFERRED' : ''}`;
}

// Key 1 (of all kinds) is always there.
function defaultFor(random: Random, type: string): string | null {
  return random.chance(50) ? (type === 'INTEGER' ? '1' : "'1'") : null;
}

function columnText(table: Table, column: Column): string {
  const parts = [q(column.name), column.type];
  if (column.isKey && (table.key === 'rowid' || table.key === 'counted')) {
    parts.push(`PRIMARY KEY${table.key === 'counted' ? ' AUTOINCREMENT' : ''}`);
  }
  if (column.isKey && table.key === 'text') parts.push('PRIMARY KEY');
  if (column.notNull) parts.push('NOT NULL');
  if (column.default !== null) parts.push(`DEFAULT ${column.default}`);
  if (column.check !== null) parts.push(`CHECK (${column.check})`);
  if (column.references !== null) parts.push(`REFERENCES ${column.references}`);
  if (column.generated !== null) parts.push(`AS ${column.generated}`);
  return parts.filter((part) => part !== '').join(' ');
}

function keyText(table: Table): readonly string[] {
  const names = keyOf(table).map(q).join(', ');
  if (table.key === 'pair') return [`PRIMARY KEY (${names})`];
  return table.key === 'unique' ? [`UNIQUE (${names})`] : [];
}

const mostRows = 6;

function rowsOf(random: Random, table: Table): readonly string[] {
  const count = 1 + random.below(mostRows);
  const columns = table.columns.filter(({ generated }) => generated === null);
  const values = Array.from(
    { length: count },
    (_, row) => `(${columns.map((column) => valueFor(random, table, column, row + 1)).join(', ')})`,
  );
  return [
    `INSERT INTO ${q(table.name)} (${columns.map(({ name }) => q(name)).join(', ')}) VALUES ${values.join(', ')}`,
  ];
}

function valueFor(random: Random, table: Table, column: Column, row: number): string {
  if (column.isKey) return column.type === 'INTEGER' ? `${row}` : `'${row}'`;
  // Every table has a row 1; NULL elsewhere may be a part of a key of two columns.
  if (/^f\d\d$/.test(column.name)) {
    if (random.chance(20)) return 'NULL';
    return column.type === 'INTEGER' ? '1' : "'1'";
  }
  if (!column.notNull && random.chance(30)) return 'NULL';
  if (!table.strict && random.chance(15)) return random.pick(["'odd'", '1.5', "x'00ff'", '7']);
  switch (column.type) {
    case 'INTEGER':
      return `${random.below(1000) - 500}`;
    case 'REAL':
      return `${random.below(100)}.${random.below(10)}`;
    case 'BLOB':
      return "x'0102ff'";
    case 'ANY':
      return random.pick(["'007'", '7', '7.0', "x'07'"]);
    default:
      return `'t${random.below(100)}'`;
  }
}

// A counter that is higher than the rows.
function forgetting(random: Random, table: Table): readonly string[] {
  if (table.key !== 'counted' || random.chance(50)) return [];
  return [
    `UPDATE sqlite_sequence SET seq = ${50 + random.below(100)} WHERE name = '${table.name.replaceAll("'", "''")}'`,
  ];
}

function indexesOf(random: Random, table: Table): readonly string[] {
  if (table.key === 'index') {
    return [
      `CREATE UNIQUE INDEX ${q(`u ${table.name}`)} ON ${q(table.name)} (${keyOf(table).map(q).join(', ')})`,
    ];
  }
  if (random.chance(50)) return [];
  const columns = table.columns.filter(({ name }) => /^f\d\d$/.test(name));
  return columns
    .slice(0, 1)
    .map(
      ({ name }) =>
        `CREATE INDEX ${q(`i ${table.name}`)} ON ${q(table.name)} (${q(name)}) WHERE ${q(name)} IS NOT NULL`,
    );
}

function triggersOf(random: Random, table: Table, all: readonly Table[]): readonly string[] {
  return ['BEFORE DELETE', 'AFTER UPDATE', 'BEFORE UPDATE', 'AFTER INSERT', 'AFTER DELETE']
    .filter(() => random.chance(25))
    .map(
      (event) =>
        `CREATE TRIGGER ${q(`${table.name} ${event}`)} ${event} ON ${q(table.name)}\nBEGIN INSERT INTO log SELECT '${event}' || count(*) FROM ${q(random.pick(all).name)}; END`,
    );
}

function viewsOf(random: Random, tables: readonly Table[]): readonly string[] {
  if (random.chance(60)) return [];
  const [first, second = first] = [random.pick(tables), random.pick(tables)];
  return [
    `CREATE VIEW seen AS SELECT count(*) AS n FROM ${q(first.name)}, ${q(second.name)}`,
    'CREATE VIEW seen_twice AS SELECT * FROM seen',
  ];
}
