// Texts without triggers. The tables of split-sqlite.test.ts exist when they run.

import type { GoldenCase } from './golden-case.ts';

export const statementCases: readonly GoldenCase[] = [
  { title: 'an empty text', sql: '', statements: [] },
  { title: 'only white space', sql: ' \t\r\n\f ', statements: [] },
  { title: 'only a semicolon', sql: ';', statements: [] },
  { title: 'only semicolons', sql: ';;;', statements: [] },
  { title: 'only spaced semicolons', sql: ' ; ;\n; ', statements: [] },
  { title: 'only a line comment', sql: '-- nothing here', statements: [] },
  { title: 'only a line comment with a semicolon in it', sql: '-- a; b\n', statements: [] },
  { title: 'only a block comment', sql: '/* nothing; here */', statements: [] },
  { title: 'only a block comment that is never closed', sql: '/* nothing; here', statements: [] },
  { title: 'comments and semicolons', sql: '-- a\n; /* b */ ;\n-- c', statements: [] },
  { title: 'one statement', sql: 'SELECT 1;', statements: ['SELECT 1'] },
  { title: 'no final semicolon', sql: 'SELECT 1', statements: ['SELECT 1'] },
  {
    title: 'a last statement without semicolon',
    sql: 'SELECT 1; SELECT 2',
    statements: ['SELECT 1', 'SELECT 2'],
  },
  { title: 'two on one line', sql: 'SELECT 1;SELECT 2;', statements: ['SELECT 1', 'SELECT 2'] },
  { title: 'outer white space', sql: '\n\t SELECT 1 \n;\n \n', statements: ['SELECT 1'] },
  { title: 'inner line breaks', sql: 'SELECT\n  1,\n  2;\n', statements: ['SELECT\n  1,\n  2'] },
  { title: 'semicolons too many', sql: ';;SELECT 1;;;SELECT 2;;', statements: ['SELECT 1', 'SELECT 2'] },
  { title: 'CRLF', sql: 'SELECT 1;\r\nSELECT\r\n2;\r\n', statements: ['SELECT 1', 'SELECT\r\n2'] },
  { title: 'a byte order mark', sql: '\uFEFFSELECT 1;', statements: ['SELECT 1'] },
  {
    title: 'a vertical tab inside white space',
    sql: 'SELECT 1; \v\n SELECT 2',
    statements: ['SELECT 1', 'SELECT 2'],
  },

  { title: 'a line comment before', sql: '-- one\nSELECT 1;', statements: ['-- one\nSELECT 1'] },
  { title: 'a block comment before', sql: '/* one */ SELECT 1;', statements: ['/* one */ SELECT 1'] },
  {
    title: 'a comment inside',
    sql: 'SELECT -- the ; number\n 1;',
    statements: ['SELECT -- the ; number\n 1'],
  },
  { title: 'a block comment inside', sql: 'SELECT /* ; */ 1;', statements: ['SELECT /* ; */ 1'] },
  {
    title: 'a line comment before the semicolon',
    sql: 'SELECT 1 -- one\n;',
    statements: ['SELECT 1 -- one'],
  },
  { title: 'a semicolon inside the last comment', sql: 'SELECT 1 -- one;', statements: ['SELECT 1 -- one;'] },
  { title: 'a comment behind the last semicolon', sql: 'SELECT 1; -- one;\n', statements: ['SELECT 1'] },
  {
    title: 'a comment behind a semicolon goes to the next statement',
    sql: 'SELECT 1; -- one\nSELECT 2;',
    statements: ['SELECT 1', '-- one\nSELECT 2'],
  },
  { title: 'a comment that is never closed', sql: 'SELECT 1 /* ; ', statements: ['SELECT 1 /* ; '] },
  {
    title: 'a comment that starts like a closed one',
    sql: 'SELECT /*/ ; */ 1;',
    statements: ['SELECT /*/ ; */ 1'],
  },
  { title: 'the smallest comment', sql: 'SELECT/**/1;', statements: ['SELECT/**/1'] },
  {
    title: 'comments do not nest',
    sql: 'SELECT 1 /* /* */; SELECT 2',
    statements: ['SELECT 1 /* /* */', 'SELECT 2'],
  },
  {
    title: 'a block mark inside a line comment',
    sql: '-- /*\nSELECT 1; -- */',
    statements: ['-- /*\nSELECT 1'],
  },
  {
    title: 'a line mark inside a block comment',
    sql: '/* -- */ SELECT 1;',
    statements: ['/* -- */ SELECT 1'],
  },
  { title: 'a line comment goes on behind a lone CR', sql: '-- a\rSELECT 1;', statements: [] },
  {
    title: 'a quote inside a comment',
    sql: "-- it's\nSELECT 1; SELECT 2",
    statements: ["-- it's\nSELECT 1", 'SELECT 2'],
  },
  { title: 'minus and minus', sql: 'SELECT 1 - -1;SELECT 2', statements: ['SELECT 1 - -1', 'SELECT 2'] },
  { title: 'a division', sql: 'SELECT 4/2; SELECT 2*2;', statements: ['SELECT 4/2', 'SELECT 2*2'] },

  { title: 'a semicolon in a string', sql: "SELECT 'a;b';", statements: ["SELECT 'a;b'"] },
  {
    title: 'a doubled quote in a string',
    sql: "SELECT 'it''s; fine';",
    statements: ["SELECT 'it''s; fine'"],
  },
  {
    title: 'a string that ends in a quote',
    sql: "SELECT ';'''; SELECT '';",
    statements: ["SELECT ';'''", "SELECT ''"],
  },
  {
    title: 'a backslash escapes nothing',
    sql: "SELECT '\\'; SELECT ';';",
    statements: ["SELECT '\\'", "SELECT ';'"],
  },
  { title: 'a line break in a string', sql: "SELECT 'a;\nb';", statements: ["SELECT 'a;\nb'"] },
  {
    title: 'a comment mark in a string',
    sql: "SELECT '--'; SELECT '/*';",
    statements: ["SELECT '--'", "SELECT '/*'"],
  },
  {
    title: 'a string that is never closed',
    sql: "SELECT 'a; SELECT 2;",
    statements: ["SELECT 'a; SELECT 2;"],
  },
  { title: 'a blob', sql: "SELECT x'3B3b'; SELECT X'';", statements: ["SELECT x'3B3b'", "SELECT X''"] },
  { title: 'a blob that is none', sql: "SELECT x'3;'; SELECT 2;", statements: ["SELECT x'3;'", 'SELECT 2'] },
  {
    title: 'a double-quoted name',
    sql: 'CREATE TABLE "a;b"("c;""d");',
    statements: ['CREATE TABLE "a;b"("c;""d")'],
  },
  { title: 'a bracketed name', sql: 'CREATE TABLE [a;b]([c;"]);', statements: ['CREATE TABLE [a;b]([c;"])'] },
  {
    title: 'a bracketed name with a bracket',
    sql: 'CREATE TABLE [a[;](b);',
    statements: ['CREATE TABLE [a[;](b)'],
  },
  {
    title: 'a name in grave accents',
    sql: 'CREATE TABLE `a;b`(`c;``d`);',
    statements: ['CREATE TABLE `a;b`(`c;``d`)'],
  },
  {
    title: 'quotes in quotes',
    sql: `SELECT '";', 1 AS "';";SELECT 2`,
    statements: [`SELECT '";', 1 AS "';"`, 'SELECT 2'],
  },
  { title: 'a name that is never closed', sql: 'SELECT [a; SELECT 2;', statements: ['SELECT [a; SELECT 2;'] },

  {
    title: 'unicode names',
    sql: 'CREATE TABLE größe(名前, "😀;");',
    statements: ['CREATE TABLE größe(名前, "😀;")'],
  },
  {
    title: 'unicode strings',
    sql: "SELECT '漢;字'; SELECT '😀'",
    statements: ["SELECT '漢;字'", "SELECT '😀'"],
  },
  {
    title: 'a no-break space is a name',
    sql: 'CREATE TABLE \u00A0(a);SELECT * FROM \u00A0;',
    statements: ['CREATE TABLE \u00A0(a)', 'SELECT * FROM \u00A0'],
  },
  {
    title: 'END as a column name',
    sql: 'SELECT "end" FROM posts; SELECT 2;',
    statements: ['SELECT "end" FROM posts', 'SELECT 2'],
  },
  {
    title: 'CASE outside a trigger',
    sql: 'SELECT CASE WHEN 1 THEN 2 END;SELECT 3;',
    statements: ['SELECT CASE WHEN 1 THEN 2 END', 'SELECT 3'],
  },
  { title: 'a transaction', sql: 'BEGIN; SELECT 1; END;', statements: ['BEGIN', 'SELECT 1', 'END'] },
  {
    title: 'a view with a comment at its end',
    sql: 'CREATE VIEW v AS SELECT 1 /* ; */;',
    statements: ['CREATE VIEW v AS SELECT 1 /* ; */'],
  },
  {
    title: 'a table named like a trigger',
    sql: 'CREATE TABLE "trigger"(a); SELECT 1;',
    statements: ['CREATE TABLE "trigger"(a)', 'SELECT 1'],
  },
  {
    title: 'DROP TRIGGER',
    sql: 'DROP TRIGGER IF EXISTS t; SELECT 1;',
    statements: ['DROP TRIGGER IF EXISTS t', 'SELECT 1'],
  },
  {
    title: 'EXPLAIN',
    sql: 'EXPLAIN QUERY PLAN SELECT 1; SELECT 2;',
    statements: ['EXPLAIN QUERY PLAN SELECT 1', 'SELECT 2'],
  },
  { title: 'nonsense', sql: ') !\\ ^; SELECT 1;', statements: [') !\\ ^', 'SELECT 1'] },
];
