// Checks with SQLite that every page of the file is intact.
import type { SqlDatabase } from '../database/d1.ts';
import type { Check } from './finding.ts';

export function fileIsIntact(database: SqlDatabase): Check {
  return {
    check: 'intact',
    passes: 'every page of the file is intact',
    examine: async () => {
      const { results } = await database
        .prepare('PRAGMA quick_check')
        .all<{ readonly quick_check: string }>();
      const faults = results.flatMap(({ quick_check: message }) => message.split('\n')).filter(isFault);
      if (faults.length === 0) return undefined;
      const more = faults.length === 1 ? '' : ` (and ${faults.length - 1} more)`;
      return {
        message: `The file is damaged: ${faults[0]}${more}.`,
        next: 'Restore the file from a backup; write nothing to it until then.',
      };
    },
  };
}

// A row can list several faults, under a heading for each schema: `*** in database main ***`.
function isFault(line: string): boolean {
  return line !== 'ok' && !line.startsWith('*** ');
}
