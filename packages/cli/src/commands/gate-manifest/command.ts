// roost gate:manifest
import { defineCommand } from '../../command.ts';
import { flags } from './flags.ts';

export const gateManifest = defineCommand({
  name: 'gate:manifest',
  summary: 'print which migrations the code needs, for the gate in its Worker; needs no database',
  flags,
  examples: ['--out src/schema-manifest.ts', '--check src/schema-manifest.ts', '--tag'],
  load: async () => (await import('../runs.ts')).gateManifest,
});
