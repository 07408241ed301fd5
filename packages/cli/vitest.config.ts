// The import() of migration files is Node's own, so the file that calls it is loaded by Node, not by Vite.
import { defineProject } from 'vitest/config';

export default defineProject({ test: { server: { deps: { external: [/\/native-import\.ts$/] } } } });
