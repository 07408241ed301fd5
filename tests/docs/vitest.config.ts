// A README's commands are processes, so they take longer than a unit test may. The command is loaded by Node, not by Vite, as its
// process would load it.
import { defineProject } from 'vitest/config';

export default defineProject({
  test: {
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    server: { deps: { external: [/\/packages\/cli\/src\//] } },
  },
});
