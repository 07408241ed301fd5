// Rows counted within a batch that is rolled back: what it has counted comes out in the text of the error that ends it.
import { quotedName, quotedText } from '@roostjs/internal-sql';
import { endOfProbeWith } from '../database/rollback-probe.ts';

/** Everything of one rehearsal: the counts are kept in a table of its own, which goes with the rest. */
export type Counting = {
  readonly opening: readonly string[];
  /** Counts each table, under a word for when. */
  rowsOf(tables: readonly CountedTable[], when: 'before' | 'after'): readonly string[];
  readonly violations: (when: 'before' | 'after') => string;
  /** Ends the batch, with the counts. */
  readonly close: string;
  /** Ends the batch, with the tables that there are by then, as a list of `CountedTable`. */
  readonly closeWithTables: string;
};

/** A virtual table may read of one that is gone, and then has no number of rows. */
export type CountedTable = { readonly name: string; readonly isVirtual: boolean };

/** `ignored`: tables that nobody asks about. */
export function rowCounter(id: string, ignored: readonly string[]): Counting {
  const table = `roost_rehearsal_${id}`;
  return {
    opening: [`CREATE TABLE ${table} (what TEXT, name TEXT, rows INTEGER)`],
    rowsOf: (tables, when) =>
      tables.map(
        ({ name }) =>
          `INSERT INTO ${table} SELECT '${when}', ${quotedText(name)}, count(*) FROM ${quotedName(name)}`,
      ),
    // Rows that violate a foreign key are no fault of the run where they did so before it.
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
