// CREATE TRIGGER in the form that no splitter is reported to cut.
import { plainTrigger } from '@roostjs/internal-sql';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it } from 'vitest';

const schema = `
  CREATE TABLE t (id INTEGER PRIMARY KEY, note TEXT, "case" TEXT, "end" TEXT, "begin" TEXT);
  CREATE TABLE "begin" (id INTEGER PRIMARY KEY, note TEXT);
  CREATE VIEW v AS SELECT id, note FROM t;
`;

const respelled: Readonly<Record<string, readonly [written: string, plain: string]>> = {
  'in lower case and on several lines': [
    "create trigger a after insert on t\nfor each row\nbegin\n  update t set note = 'x' where id = new.id;\r\n\tselect 1;\nend",
    "create trigger a after insert on t for each row BEGIN update t set note = 'x' where id = new.id; select 1; END",
  ],
  'with a CASE': [
    "CREATE TRIGGER a AFTER INSERT ON t BEGIN SELECT CASE WHEN new.id < 0 THEN RAISE(ABORT, 'no') END; END",
    "CREATE TRIGGER a AFTER INSERT ON t BEGIN SELECT (CASE WHEN new.id < 0 THEN RAISE(ABORT, 'no') END); END",
  ],
  'with nested CASEs, some of them in parentheses': [
    'CREATE TRIGGER a AFTER INSERT ON t WHEN case new.id when 1 then 1 end BEGIN SELECT abs(CASE WHEN 1 THEN 2 END), coalesce(CASE 1 WHEN 2 THEN CASE WHEN 3 THEN 4 end END, 5); END',
    'CREATE TRIGGER a AFTER INSERT ON t WHEN (CASE new.id when 1 then 1 END) BEGIN SELECT abs(CASE WHEN 1 THEN 2 END), coalesce((CASE 1 WHEN 2 THEN (CASE WHEN 3 THEN 4 END) END), 5); END',
  ],
  'with comments: those that read like SQL are left out, and those around it are no part of it': [
    "-- begin;\nCREATE/* a */TRIGGER a -- why\nAFTER INSERT ON t BEGIN--don't; END\n SELECT/* CASE */1; /* two\n  lines */ SELECT 2; END -- done",
    '-- begin;\nCREATE/* a */TRIGGER a /* why */ AFTER INSERT ON t BEGIN SELECT 1; /* two lines */ SELECT 2; END',
  ],
  'with names and strings that read like keywords': [
    `create trigger "begin" after update of begin, "case" on main."begin"
begin
  update t set note = 'begin
; case', "case" = new.note, end = new.id, [begin] = 'END;' where t.end = 'case';
end`,
    `create trigger "begin" after update of begin, "case" on main."begin" BEGIN update t set note = 'begin
; case', "case" = new.note, end = new.id, [begin] = 'END;' where t.end = 'case'; END`,
  ],
  'with columns of the names END and BEGIN beside a CASE': [
    'CREATE TRIGGER a AFTER INSERT ON begin BEGIN SELECT CASE WHEN end THEN end ELSE t.end END, begin end FROM t; END',
    'CREATE TRIGGER a AFTER INSERT ON begin BEGIN SELECT (CASE WHEN end THEN end ELSE t.end END), begin end FROM t; END',
  ],
  'with nothing around BEGIN and END': [
    'CREATE TRIGGER a AFTER INSERT ON t WHEN (new.id)BEGIN/* : */SELECT 1;END',
    'CREATE TRIGGER a AFTER INSERT ON t WHEN (new.id) BEGIN /* : */SELECT 1; END',
  ],
  'of a view': [
    'CREATE TRIGGER IF NOT EXISTS a\nINSTEAD OF INSERT ON v BEGIN INSERT INTO t (note) SELECT new.note; END',
    'CREATE TRIGGER IF NOT EXISTS a INSTEAD OF INSERT ON v BEGIN INSERT INTO t (note) SELECT new.note; END',
  ],
};

const unchanged: readonly string[] = [
  'CREATE TRIGGER a AFTER INSERT ON t BEGIN  SELECT 1;\tSELECT (CASE WHEN 1 THEN 2 END) /* two */; END',
  'CREATE TABLE case_end (\n  a CHECK (CASE WHEN a THEN 1 END)\n)',
  'CREATE VIEW w AS\nSELECT CASE WHEN id THEN 1 END FROM t',
  'EXPLAIN CREATE TRIGGER a AFTER INSERT ON t begin SELECT 1; end',
  'UPDATE t SET note = NULL -- create trigger begin',
  '',
];

// What SQLite would not accept is left to SQLite.
const unread: readonly string[] = [
  'create trigger a after insert on t begin select 1',
  'create trigger a after insert on t begin select case when 1 then 2; end',
  'create trigger a after insert on t',
];

function stored(sql: string): string {
  const sqlite = new SqliteDatabase(':memory:');
  sqlite.exec(schema);
  sqlite.exec(sql);
  return sqlite.prepare("SELECT sql FROM sqlite_schema WHERE type = 'trigger'").pluck().get() as string;
}

describe('a plain trigger', () => {
  it.each(Object.entries(respelled))('is made of one %s', (_, [written, plain]) => {
    expect(plainTrigger(written).text).toBe(plain);
    expect(plainTrigger(plain).text).toBe(plain);
    // What the schema stores of it is the plain form of what it stores otherwise.
    expect(stored(plain)).toBe(plainTrigger(stored(written)).text);
  });

  it('is one only if no line end stays', () => {
    const plain = Object.values(respelled).map(([written]) => plainTrigger(written).isPlain);
    expect(plain.filter((isPlain) => !isPlain)).toHaveLength(1);
    expect(plainTrigger("CREATE TRIGGER a AFTER INSERT ON t BEGIN SELECT '\n'; END").isPlain).toBe(false);
    expect(plainTrigger('CREATE TRIGGER a AFTER INSERT ON t BEGIN SELECT "a\nb" FROM t; END').isPlain).toBe(
      false,
    );
  });

  it.each(unchanged)('is left as it is: %j', (sql) => {
    expect(plainTrigger(sql)).toEqual({ text: sql, isPlain: true });
  });

  it.each(unread)('is not made of what is not understood: %j', (sql) => {
    expect(plainTrigger(sql)).toEqual({ text: sql, isPlain: false });
  });
});
