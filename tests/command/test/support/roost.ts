// Runs the built command as a process of its own, as a shell would. Knows nothing of what the command does.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

export const packageJson: string = createRequire(import.meta.url).resolve('@roostjs/cli/package.json');
export const script: string = join(packageJson, '..', 'bin', 'roost.js');

export type RoostOptions = {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Sends SIGKILL after this many milliseconds, if the process still runs then. */
  readonly killAfterMs?: number;
  /** Closes both pipes before anything is written to them, as `| head` does when it has seen enough. */
  readonly deaf?: boolean;
  /** What the standard input holds; nothing if omitted. */
  readonly stdin?: string | Uint8Array;
};

export type Ended = {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
};

/** A `roost` that may still run. */
export type Started = {
  /** What stands on stderr so far. */
  stderr(): string;
  signal(signal: NodeJS.Signals): void;
  /** Rejects only where it could not be started. */
  readonly ended: Promise<Ended>;
};

/** Runs `roost` with nothing of the tests' environment but the PATH. Rejects only where it cannot be started. */
export function roost(args: readonly string[], options: RoostOptions): Promise<Ended> {
  return startRoost(args, options).ended;
}

/** Starts what `roost` runs. */
export function startRoost(args: readonly string[], options: RoostOptions): Started {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: options.cwd,
    env: { PATH: process.env['PATH'], ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // A command that does not read it may have ended before it is written.
  child.stdin.on('error', () => undefined).end(options.stdin ?? '');
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  const { killAfterMs, deaf = false } = options;
  if (deaf) {
    child.stdout.destroy();
    child.stderr.destroy();
  }
  const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode, signal) => {
      clearTimeout(timer);
      resolve({ stdout: stdout(), stderr: stderr(), exitCode, signal });
    });
  });
  return { stderr, signal: (signal) => void child.kill(signal), ended };
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}
