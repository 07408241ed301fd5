// Which tables reference which, as a query: wiping and dumping order the tables by it.

export type ForeignKey = { readonly child: string; readonly parent: string; readonly onDelete: string };

/** Without the tables that D1 keeps for itself: it refuses queries about them. */
export const foreignKeysSql: string =
  'SELECT DISTINCT s.name AS child, f."table" AS parent, f.on_delete AS onDelete ' +
  'FROM sqlite_schema s, pragma_foreign_key_list(s.name) f ' +
  "WHERE s.type = 'table' AND s.name NOT GLOB '_cf_*' ORDER BY 1, 2, 3";
