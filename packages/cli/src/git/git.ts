// Runs git in a folder. Nothing else starts it, and it is asked only what writes nothing.
import { execFile } from 'node:child_process';
import type { Environment } from '../context.ts';
import { gitFailed, gitMissing } from '../errors.ts';

/** What it prints. Throws BRANCHES.GIT_MISSING, and BRANCHES.GIT_FAILED with what it says. */
export type Git = (args: readonly string[], input?: string) => Promise<Buffer>;

// In a hook git says with these which repository it runs for, which need not be that of the folder.
const ofAHook = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_COMMON_DIR'];

export function gitIn(folder: string, env: Environment): Git {
  const own = Object.entries(env).filter(([name]) => !ofAHook.includes(name));
  const options = {
    cwd: folder,
    encoding: 'buffer',
    maxBuffer: Number.POSITIVE_INFINITY,
    windowsHide: true,
    env: {
      ...Object.fromEntries(own),
      LC_ALL: 'C',
      GIT_LITERAL_PATHSPECS: '1',
      GIT_OPTIONAL_LOCKS: '0',
      GIT_TERMINAL_PROMPT: '0',
    },
  } as const;
  return (args, input = '') =>
    new Promise((resolve, reject) => {
      const child = execFile('git', args, options, (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else
          reject(
            error.code === 'ENOENT' ? gitMissing(error) : gitFailed(args, stderr.toString('utf8'), error),
          );
      });
      // It may end without reading all of it.
      child.stdin?.on('error', () => {});
      child.stdin?.end(input);
    });
}
