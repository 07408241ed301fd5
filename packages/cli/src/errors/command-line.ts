// Wrong use of the command line.
import { RoostError } from '@roostjs/internal-errors';

export function usage(message: string, command: string | undefined, suggested?: string): RoostError {
  const [problem = message, suggestion] = message.replace(/^error: /, '').split('\n');
  return new RoostError({
    code: 'CLI.USAGE',
    message: `${problem.charAt(0).toUpperCase()}${problem.slice(1)}${problem.endsWith('.') ? '' : '.'}`,
    hint:
      suggested ??
      suggestion?.replace(/[()]/g, '') ??
      `Run roost ${command === undefined ? '--help' : `help ${command}`} to see the flags.`,
  });
}

export function workingFolderInvalid(folder: string): RoostError {
  return new RoostError({
    code: 'CLI.USAGE',
    message: `--cwd: '${folder}' is not a folder.`,
    hint: 'Fix the path, or omit --cwd to use the current folder.',
    details: { folder },
  });
}

export function shellUnknown(shell: string): RoostError {
  return new RoostError({
    code: 'CLI.USAGE',
    message: `roost completes bash, zsh, fish and powershell, and '${shell}' is none of them.`,
    hint: 'For example: eval "$(roost completion bash)" in ~/.bashrc.',
    details: { shell },
  });
}

export function resolutionMissing(): RoostError {
  return new RoostError({
    code: 'CLI.USAGE',
    message: 'Neither --applied nor --rolled-back was given.',
    hint: 'Check the schema, then give --applied if the migration was fully applied, or --rolled-back if no part of it was.',
  });
}
