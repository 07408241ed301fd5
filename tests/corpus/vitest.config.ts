// wrangler is started as a process, and several times in a test. The command is loaded by Node, not by Vite, as its process would load
// it.
import { defineProject } from 'vitest/config';

export default defineProject({
  test: {
    isolate: false,
    testTimeout: 600_000,
    hookTimeout: 600_000,
    server: { deps: { external: [/\/packages\/cli\/src\//] } },
  },
});
