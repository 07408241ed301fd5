// Some tests start several processes, so they may take longer than one within this process. The command is loaded by Node, not by
// Vite, as its process would load it.
import { defineProject } from 'vitest/config';

export default defineProject({
  test: {
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    server: { deps: { external: [/\/packages\/cli\/src\//] } },
  },
});
