// roost gate:check
import { defineCommand } from '../../command.ts';
import { flags } from './flags.ts';

export const gateCheck = defineCommand({
  name: 'gate:check',
  summary: 'tell whether code can be deployed on the database as it is, or rolled back to',
  flags,
  examples: [
    '--manifest src/schema-manifest.ts --remote',
    '--version-id 18f97339-c287-4872-9bdd-e2135c07ec12',
    '--manifest src/schema-manifest.ts',
  ],
  load: async () => (await import('../runs.ts')).gateCheck,
});
