// Texts with triggers. The tables of split-sqlite.test.ts exist when they run.

import type { GoldenCase } from './golden-case.ts';

const plain = 'CREATE TRIGGER t AFTER INSERT ON posts BEGIN INSERT INTO log VALUES (1); END';
const nested = `CREATE TRIGGER t AFTER UPDATE ON posts
BEGIN
  UPDATE log SET note = CASE WHEN new.state = 1 THEN CASE old.state WHEN 2 THEN 'a;' ELSE 'b' END ELSE 'c' END;
  INSERT INTO log SELECT CASE WHEN 1 THEN 2 END;
END`;
const others = {
  second: plain.replace('TRIGGER t', 'TRIGGER t2'),
  delete:
    "CREATE TRIGGER d BEFORE DELETE ON posts WHEN old.id > 1 BEGIN SELECT RAISE(ABORT, 'no; end;'); END",
} as const;

export const triggerCases: readonly GoldenCase[] = [
  { title: 'a trigger', sql: `${plain};`, statements: [plain] },
  { title: 'a trigger without final semicolon', sql: plain, statements: [plain] },
  {
    title: 'a trigger and more',
    sql: `SELECT 1; ${plain}; SELECT 2;`,
    statements: ['SELECT 1', plain, 'SELECT 2'],
  },
  {
    title: 'several triggers in a row',
    sql: `${plain};\n${others.second};${others.delete};`,
    statements: [plain, others.second, others.delete],
  },
  { title: 'nested CASE … END', sql: `${nested};\nSELECT 1;`, statements: [nested, 'SELECT 1'] },
  {
    title: 'CRLF',
    sql: `${nested};\nSELECT 1;`.replaceAll('\n', '\r\n'),
    statements: [nested.replaceAll('\n', '\r\n'), 'SELECT 1'],
  },
  {
    title: 'lower case',
    sql: `${plain.toLowerCase()};select 1;`,
    statements: [plain.toLowerCase(), 'select 1'],
  },
  {
    title: 'lower case begin',
    sql: `${plain.replace('BEGIN', 'begin')};`,
    statements: [plain.replace('BEGIN', 'begin')],
  },
  {
    title: 'mixed case',
    sql: `${plain.replace('END', 'eNd')}; SELECT 1`,
    statements: [plain.replace('END', 'eNd'), 'SELECT 1'],
  },
  {
    title: 'TEMP',
    sql: `${plain.replace('TRIGGER', 'TEMP TRIGGER')}; SELECT 1`,
    statements: [plain.replace('TRIGGER', 'TEMP TRIGGER'), 'SELECT 1'],
  },
  {
    title: 'TEMPORARY',
    sql: `${plain.replace('TRIGGER', 'temporary trigger')};`,
    statements: [plain.replace('TRIGGER', 'temporary trigger')],
  },
  {
    title: 'IF NOT EXISTS',
    sql: `${plain.replace('t A', 'IF NOT EXISTS t A')};`,
    statements: [plain.replace('t A', 'IF NOT EXISTS t A')],
  },
  {
    title: 'a quoted trigger',
    sql: `${plain.replace(' t ', ' "t;end;" ')};`,
    statements: [plain.replace(' t ', ' "t;end;" ')],
  },
  {
    title: 'a comment between CREATE and TRIGGER',
    sql: `${plain.replace('TRIGGER', '/* ; */ -- ;\n TRIGGER')};`,
    statements: [plain.replace('TRIGGER', '/* ; */ -- ;\n TRIGGER')],
  },
  {
    title: 'a comment before CREATE',
    sql: `-- the log; end;\n${plain}; SELECT 1`,
    statements: [`-- the log; end;\n${plain}`, 'SELECT 1'],
  },
  {
    title: 'a comment behind BEGIN',
    sql: `${plain.replace('BEGIN', 'BEGIN -- ; END;\n')};`,
    statements: [plain.replace('BEGIN', 'BEGIN -- ; END;\n')],
  },
  {
    title: 'a comment before END',
    sql: `${plain.replace('END', '/* END; */ END')}; SELECT 1`,
    statements: [plain.replace('END', '/* END; */ END'), 'SELECT 1'],
  },
  {
    title: 'a comment behind END',
    sql: `${plain} -- done;\n; SELECT 1`,
    statements: [`${plain} -- done;`, 'SELECT 1'],
  },
  { title: 'a comment behind all', sql: `${plain}; -- done;`, statements: [plain] },
  { title: 'a byte order mark', sql: `\uFEFF${plain}; SELECT 1`, statements: [plain, 'SELECT 1'] },
  {
    title: 'no space around END',
    sql: `${plain.replace(' END', 'END')};SELECT 1`,
    statements: [plain.replace(' END', 'END'), 'SELECT 1'],
  },
  {
    title: 'a column named "end"',
    sql: `${plain.replace('(1)', '(new."end")')}; SELECT 1`,
    statements: [plain.replace('(1)', '(new."end")'), 'SELECT 1'],
  },
  {
    title: 'a column named [end]',
    sql: `${plain.replace('(1)', '(new.[end])')}; SELECT 1`,
    statements: [plain.replace('(1)', '(new.[end])'), 'SELECT 1'],
  },
  {
    title: 'a name that starts with end',
    sql: `CREATE TABLE endings(a);${plain.replace('log', 'endings')};`,
    statements: ['CREATE TABLE endings(a)', plain.replace('log', 'endings')],
  },
  {
    title: 'INSTEAD OF',
    sql: `CREATE VIEW v AS SELECT 1 AS a;${plain.replace('AFTER INSERT ON posts', 'INSTEAD OF INSERT ON v')};`,
    statements: [
      'CREATE VIEW v AS SELECT 1 AS a',
      plain.replace('AFTER INSERT ON posts', 'INSTEAD OF INSERT ON v'),
    ],
  },
  { title: 'EXPLAIN', sql: `EXPLAIN ${plain}; SELECT 1;`, statements: [`EXPLAIN ${plain}`, 'SELECT 1'] },
  {
    title: 'EXPLAIN QUERY PLAN',
    sql: `EXPLAIN QUERY PLAN ${plain}; SELECT 1;`,
    statements: [`EXPLAIN QUERY PLAN ${plain}`, 'SELECT 1'],
  },
  { title: 'semicolons too many', sql: `;;${plain};;SELECT 1`, statements: [plain, 'SELECT 1'] },
  {
    title: 'a semicolon too many inside',
    sql: `${plain.replace('END', '; END')};`,
    statements: [plain.replace('END', '; END')],
  },
  {
    title: 'a trigger that is never ended',
    sql: `${plain.replace(' END', '')}; SELECT 1;`,
    statements: [`${plain.replace(' END', '')}; SELECT 1;`],
  },
  {
    title: 'a dropped and made trigger',
    sql: `DROP TRIGGER IF EXISTS t;\n${plain};`,
    statements: ['DROP TRIGGER IF EXISTS t', plain],
  },
];
