// Databases in memory on which migrations are tested.
import type { LocalD1Database, LocalD1Options } from '@roostjs/d1-adapter/local';
import type { Context, Live } from './context.ts';

/** What is shown while they are used: their calls let the event loop turn for it. null: nothing is. */
type Screen = Pick<Context, 'stderr'> | null;

/** Returns a function that opens such a database, with or without the rules of D1. */
export async function scratchDatabases(screen: Screen, d1Rules: boolean): Promise<() => LocalD1Database> {
  const { openMemoryD1 } = await import('@roostjs/d1-adapter/local');
  const live = screen?.stderr.live ?? null;
  return () => openMemoryD1({ d1Rules, ...pauseOf(live) });
}

/** Calls `work` with an empty database that has the rules of D1, and closes it in any case. */
export async function onScratch<T>(
  screen: Screen,
  work: (scratch: LocalD1Database) => Promise<T>,
): Promise<T> {
  const scratch = (await scratchDatabases(screen, true))();
  try {
    return await work(scratch);
  } finally {
    scratch.close();
  }
}

/** The option of a database that lets what is shown be drawn again. */
export function pauseOf(live: Live | null): Pick<LocalD1Options, 'pause'> {
  return live === null ? {} : { pause: live.turn };
}
