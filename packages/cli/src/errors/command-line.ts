// The command line itself.
import { RoostError } from '@roostjs/internal-errors';

export function usage(message: string, command: string | undefined, meant?: string): RoostError {
  const [problem = message, suggestion] = message.replace(/^error: /, '').split('\n');
  return new RoostError({
    code: 'CLI.USAGE',
    message: `${problem.charAt(0).toUpperCase()}${problem.slice(1)}${problem.endsWith('.') ? '' : '.'}`,
    hint:
      meant ??
      suggestion?.replace(/[()]/g, '') ??
      `roost ${command === undefined ? '--help' : `help ${command}`} shows the usage.`,
  });
}

export function workingFolderInvalid(folder: string): RoostError {
  return new RoostError({
    code: 'CLI.USAGE',
    message: `--cwd names '${folder}', which is no folder.`,
    hint: 'Correct the path, or leave --cwd out to work in the current folder.',
    details: { folder },
  });
}

export function resolutionMissing(): RoostError {
  return new RoostError({
    code: 'CLI.USAGE',
    message: 'Neither --applied nor --rolled-back was given.',
    hint: 'Say what holds in the schema: all of the migration (--applied) or none of it (--rolled-back).',
  });
}
