// The demo as a whole: a throw-away copy of the application, the story told in it, an exit code. Touches nothing
// outside that copy.

import { findRoost } from './roost.ts';
import { createShell, DemoStopped } from './shell.ts';
import { tellStory } from './story.ts';
import { withThrowAwayCopy } from './throw-away-copy.ts';

export async function main(): Promise<number> {
  const roost = findRoost();
  if (roost === undefined) {
    process.stderr.write(
      'roost is not built yet: run `npx -y pnpm@12 run demo` at the root of the repository.\n',
    );
    return 1;
  }
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  // The shell's own writes fail with it too, and there it ends the demo in order.
  process.stdout.on('error', () => stop.abort());
  try {
    await withThrowAwayCopy((folder) => tellStory(createShell(roost, folder, stop.signal), folder));
    return 0;
  } catch (error) {
    if (!(error instanceof DemoStopped)) throw error;
    process.stderr.write(`\n${error.message}\n`);
    return 1;
  }
}
