// Checks the database that migrations are replayed on: its own objects would be mistaken for those that they create.
import type { SqlDatabase } from '../database/d1.ts';
import { invalidOption } from '../errors.ts';

const hint =
  'Pass a new database for each call, such as openMemoryD1() of @roostjs/d1-adapter/local. Nothing was written to it.';

/** Throws OPTION.INVALID if the scratch database is the one that the migrations are for, or is not empty. */
export async function refuseUsed(scratch: SqlDatabase, database: SqlDatabase): Promise<void> {
  if (scratch === database) throw invalidOption('scratch', 'is the database itself', hint);
  const object = await scratch
    .prepare(
      "SELECT type, name FROM sqlite_schema WHERE name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*' LIMIT 1",
    )
    .first<{ type: string; name: string }>();
  if (object !== null)
    throw invalidOption('scratch', `is not empty: it has the ${object.type} '${object.name}'`, hint);
}
