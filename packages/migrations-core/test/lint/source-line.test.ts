// Where a recorded statement is in its migration's file.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are the texts of migrations.
import { describe, expect, it } from 'vitest';
import { placeOf } from '../../src/lint/source-line.ts';

const marked = 'NOPE';

const lineOf = (file: string, sql: string): number | undefined => placeOf(file, sql)?.line;

/** Where the word is found in the statement that a JavaScript expression is, and where it is in the file. */
function placesIn(expression: string, scope: Readonly<Record<string, unknown>> = {}) {
  const file = `export default {\n  async up(db) {\n    await db.run(${expression});\n  },\n};\n`;
  const sql: string = new Function(...Object.keys(scope), `return ${expression};`)(...Object.values(scope));
  const lines = file.slice(0, file.indexOf(marked)).split('\n');
  return {
    found: placeOf(file, sql, sql.indexOf(marked)),
    real: { line: lines.length, column: (lines.at(-1) ?? '').length + 1 },
  };
}

describe('in a string of JavaScript', () => {
  it.each([
    ['a template', '`CREATE TABLE a (\n      b NOPE\n    )`'],
    ['a template with backquotes', '`CREATE TABLE \\`a\\` (\\`b\\` NOPE)`'],
    ['double quotes with an escape', '"INSERT INTO a VALUES (\\"x\\", NOPE)"'],
    ['line ends that are escapes', "'CREATE TABLE a (\\n  b NOPE\\n)'"],
    ['escapes by number', "'INSERT INTO \\x61 VALUES (\\u0027\\u{1F600}\\u0027, NOPE)'"],
    ['a backslash', `'UPDATE a SET b = "\\\\", NOPE'`],
    ['an escaped line end', "'CREATE TABLE a \\\n(b NOPE)'"],
    ['String.raw', "String.raw`INSERT INTO a VALUES ('\\d', NOPE)`"],
    ['a concatenation', "'CREATE TABLE a (' +\n      'b NOPE)'"],
    ['other quotes in each part', "'CREATE TABLE a ' + \"(b DEFAULT \" + `'x', NOPE)`"],
    ['lines that are joined', "['CREATE TABLE a (', '  b NOPE', ')'].join('\\n')"],
    ['expressions', '`CREATE INDEX ${name} ON ${table} (${columns.join(", ")}, NOPE)`'],
    ['a concatenation with a name', "'CREATE INDEX idx ON ' + table + ' (NOPE)'"],
    ['a concatenation that ends with a name', "'DROP TABLE NOPE ' + table"],
  ])('%s', (_, expression) => {
    const { found, real } = placesIn(expression, { table: 'posts', columns: ['a', 'b'], name: 'idx' });
    expect(found).toEqual(real);
  });

  it('within an expression, at the expression', () => {
    const file = 'await db.run(`DROP TABLE ${table}`);';
    expect(placeOf(file, 'DROP TABLE posts', 11)).toEqual({ line: 1, column: 26 });
  });

  it('without an indentation that was removed, and with other line ends', () => {
    const file = 'await db.run(dedent`\r\n    CREATE TABLE a (\r\n      b NOPE\r\n    )`);\r\n';
    const sql = 'CREATE TABLE a (\n  b NOPE\n)';
    expect(placeOf(file, sql, sql.indexOf('NOPE'))).toEqual({ line: 3, column: 9 });
  });
});

describe('in an SQL file', () => {
  const file =
    "-- up\nCREATE TABLE a (b);\n\n-- the rows\nINSERT INTO a\nVALUES ('x\\'), (NOPE);\n-- down\nDROP TABLE a\n";

  it('on the line of the character, after comments', () => {
    const sql = "-- the rows\nINSERT INTO a\nVALUES ('x\\'), (NOPE)";
    expect(placeOf(file, sql, sql.indexOf('NOPE'))).toEqual({ line: 6, column: 17 });
    expect(lineOf(file, sql)).toBe(5);
  });

  it('after the comment of a section, and without a semicolon at the end', () => {
    expect(placeOf(file, 'DROP TABLE a')).toEqual({ line: 8, column: 1 });
  });
});

describe('nowhere', () => {
  it.each([
    ['a statement that the file has not', "db.run('DROP TABLE b')", 'DROP TABLE a'],
    ['one that it has twice', "db.run('DROP TABLE a'); db.run(`DROP TABLE a`)", 'DROP TABLE a'],
    ['one that is only the beginning of another', "db.run('DROP TABLE a_b')", 'DROP TABLE a'],
    ['one that is only the end of another', "db.run('-- not here: DROP TABLE a')", 'DROP TABLE a'],
    [
      'one of several expressions that could be it',
      'db.run(`DROP TABLE ${a}`); db.run(`DROP TABLE ${b}`)',
      'DROP TABLE a',
    ],
    ['an expression alone', 'db.run(`${sql}`)', 'DROP TABLE a'],
    ['an expression with too little around it', 'db.run(`DROP ${kind} ${name}`)', 'DROP TABLE a'],
    ['an empty statement', "db.run('')", ''],
  ])('%s', (_, file, sql) => {
    expect(placeOf(file, sql)).toBeNull();
  });

  it('the text that is closest decides, even if an expression could be it as well', () => {
    const file =
      "db.run(`DROP TABLE ${name}`);\ndb.run(`DROP TABLE IF EXISTS ${name}`);\ndb.run('DROP TABLE IF EXISTS b');\n";
    expect([
      lineOf(file, 'DROP TABLE a'),
      lineOf(file, 'DROP TABLE IF EXISTS a'),
      lineOf(file, 'DROP TABLE IF EXISTS b'),
    ]).toEqual([1, 2, 3]);
  });

  it('a long statement in a long file takes no time worth mentioning', () => {
    const file = `db.run(\`${'${a} '.repeat(50)}\`);`.repeat(200);
    expect(placeOf(file, 'x '.repeat(20_000))).toBeNull();
  });
});
