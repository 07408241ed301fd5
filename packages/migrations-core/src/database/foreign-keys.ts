// Which tables reference which, as a query: what wiping and dumping order the tables by.

export type ForeignKey = { readonly child: string; readonly parent: string; readonly onDelete: string };

/** D1 refuses to be asked about the tables that it keeps for itself. */
export const foreignKeysSql: string =
  'SELECT DISTINCT s.name AS child, f."table" AS parent, f.on_delete AS onDelete ' +
  'FROM sqlite_schema s, pragma_foreign_key_list(s.name) f ' +
  "WHERE s.type = 'table' AND s.name NOT GLOB '_cf_*' ORDER BY 1, 2, 3";
