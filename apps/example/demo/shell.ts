// A terminal session on stdout: what is said, which command is run, and what that printed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { styleText } from 'node:util';

export type Shell = {
  say(text: string): Promise<void>;
  /** Runs roost and resolves when it has ended well. Throws DemoStopped. */
  roost(...args: readonly string[]): Promise<void>;
};

/** Why the demo ends early: a command that did not end with 0, or nobody who reads on. */
export class DemoStopped extends Error {}

export function createShell(roost: string, folder: string, stop: AbortSignal): Shell {
  return {
    say: (text) => print(`${text}\n`),
    async roost(...args) {
      const command = ['roost', ...args].join(' ');
      await print(`\n${styleText('bold', `$ ${command}`)}\n`);
      const ending = await run(roost, args, folder, stop);
      if (ending !== 0) throw new DemoStopped(`The demo stopped: \`${command}\` ended with ${ending}.`);
    },
  };
}

// Both of the command's streams are this process's stdout itself: what it prints keeps its order, and its colour
// where that is a terminal.
async function run(
  roost: string,
  args: readonly string[],
  cwd: string,
  signal: AbortSignal,
): Promise<number | string> {
  const { stdout } = process;
  // The copy's configuration has no environments, whatever the one of the caller is.
  const env = { ...process.env, CLOUDFLARE_ENV: undefined };
  const child = spawn(process.execPath, [roost, ...args], { cwd, env, stdio: ['ignore', stdout, stdout] });
  const kill = (): boolean => child.kill();
  signal.addEventListener('abort', kill);
  if (signal.aborted) kill();
  try {
    const [code, killedBy]: (number | string | null)[] = await once(child, 'close');
    return code ?? killedBy ?? 'no exit code';
  } finally {
    signal.removeEventListener('abort', kill);
  }
}

// Awaited, so that a command's output never overtakes the line above it.
function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (cause) =>
      cause ? reject(new DemoStopped('The demo stopped: its output is read no more.', { cause })) : resolve(),
    );
  });
}
