// roost report
import { defineCommand } from '../../command.ts';
import { flags } from './flags.ts';

export const report = defineCommand({
  name: 'report',
  summary: 'show what pending migrations would do: as a page, a comment or SARIF',
  flags,
  examples: ['', '--html plan.html', '--remote --markdown plan.md --sarif lint.sarif'],
  load: async () => (await import('../runs.ts')).report,
});
