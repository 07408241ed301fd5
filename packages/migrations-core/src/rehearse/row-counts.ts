// Counts rows within a batch that is rolled back: the counts are returned in the text of the error that ends it.
import { quotedName, quotedText } from '@roostjs/internal-sql';
import { endOfProbeWith } from '../database/rollback-probe.ts';

/** The statements of one rehearsal: the counts are stored in a table of its own, which is rolled back too. */
export type Counting = {
  readonly opening: readonly string[];
  /** Counts each table, before or after the run. */
  rowsOf(tables: readonly CountedTable[], when: 'before' | 'after'): readonly string[];
  readonly violations: (when: 'before' | 'after') => string;
  /** Ends the batch, and returns the counts. */
  readonly close: string;
  /** Ends the batch, and returns the current tables, as a list of `CountedTable`. */
  readonly closeWithTables: string;
};

/** A virtual table may read from a dropped table, and then cannot be counted. */
export type CountedTable = { readonly name: string; readonly isVirtual: boolean };

/** `ignored`: tables that are not counted. */
export function rowCounter(id: string, ignored: readonly string[]): Counting {
  const table = `roost_rehearsal_${id}`;
  return {
    opening: [`CREATE TABLE ${table} (what TEXT, name TEXT, rows INTEGER)`],
    rowsOf: (tables, when) =>
      tables.map(
        ({ name }) =>
          `INSERT INTO ${table} SELECT '${when}', ${quotedText(name)}, count(*) FROM ${quotedName(name)}`,
      ),
    // Rows that violated a foreign key before the run are not its fault.
    violations: (when) =>
      `INSERT INTO ${table} SELECT 'violations ${when}', '', count(*) FROM pragma_foreign_key_check`,
    close: endOfProbeWith(`SELECT json_group_array(json_array(what, name, rows)) FROM ${table}`),
    closeWithTables: endOfProbeWith(
      "SELECT json_group_array(json_object('name', l.name, 'isVirtual', json(iif(l.type = 'virtual', 'true', 'false')))) FROM pragma_table_list l WHERE l.schema = 'main' AND l.type IN ('table', 'virtual') " +
        `AND l.name NOT GLOB 'sqlite_*' AND l.name NOT GLOB '_cf_*' ` +
        `AND l.name NOT IN (${[table, ...ignored].map(quotedText).join(', ')})`,
    ),
  };
}

export type Count = readonly [what: string, name: string, rows: number];
