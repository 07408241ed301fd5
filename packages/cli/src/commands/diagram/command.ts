// roost schema:diagram
import { defineCommand } from '../../command.ts';
import { flags } from './flags.ts';

export const diagram = defineCommand({
  name: 'schema:diagram',
  summary: 'draw the tables and their foreign keys, as Mermaid or SVG',
  flags,
  examples: ['', '--out docs/schema.svg', '--check docs/schema.mmd'],
  load: async () => (await import('../runs.ts')).diagram,
});
