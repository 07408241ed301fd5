// The import() of migration files is Node's own, so the file that calls it is loaded by Node, not by Vite. Some tests start Node,
// which takes seconds on a busy machine.
import { defineProject } from 'vitest/config';

export default defineProject({
  test: {
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    server: { deps: { external: [/\/native-import\.ts$/] } },
  },
});
