// The database that migrations are replayed on: whatever it held would be taken for what they make.
import type { SqlDatabase } from '../database/d1.ts';
import { invalidOption } from '../errors.ts';

const hint =
  'Pass a new database for each call, such as openMemoryD1() of @roostjs/d1-adapter/local. Nothing was written to it.';

/** Throws OPTION.INVALID where the scratch database is the one that the migrations are for, or holds anything. */
export async function refuseUsed(scratch: SqlDatabase, database: SqlDatabase): Promise<void> {
  if (scratch === database) throw invalidOption('scratch', 'is the database itself', hint);
  const held = await scratch
    .prepare(
      "SELECT type, name FROM sqlite_schema WHERE name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*' LIMIT 1",
    )
    .first<{ type: string; name: string }>();
  if (held !== null)
    throw invalidOption('scratch', `is not empty: it has the ${held.type} '${held.name}'`, hint);
}
