// Runs the command in this process: what bin/roost.js runs, with its own files, clock and streams, but for what only a process has.
import { readFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { outputOf } from '../../../../packages/cli/src/output/stream.ts';
import { run } from '../../../../packages/cli/src/run.ts';
import { guardSignals } from '../../../../packages/cli/src/signal-guard.ts';
import { type Ended, packageJson } from './roost.ts';

const { version } = JSON.parse(readFileSync(packageJson, 'utf8')) as { version: string };

export type HereOptions = {
  readonly cwd: string;
  /** All of the environment but the PATH. */
  readonly env?: Readonly<Record<string, string>>;
};

/**
 * Gives what a process would have printed to two pipes, and its exit code. A migration that prints, ends the process or loses a
 * promise needs a process of its own, and so do options of Node.
 */
export async function roostHere(
  args: readonly string[],
  { cwd, env: given = {} }: HereOptions,
): Promise<Ended> {
  if ('NODE_OPTIONS' in given) throw new Error('Options of Node need a process.');
  const env = { PATH: process.env['PATH'], ...given };
  const stdout = collecting();
  const stderr = collecting();
  const clock = () => performance.now();
  const exitCode = await run(
    args,
    {
      cwd,
      env,
      prompt: null,
      stdin: async () => new Uint8Array(),
      stdout: outputOf(stdout.stream, env, throwLoss),
      stderr: outputOf(stderr.stream, env, throwLoss),
      now: () => new Date(),
      clock,
      signals: guardSignals(process, clock),
      unhandledRejections: () => setImmediate([]),
    },
    version,
  );
  return { stdout: stdout.text(), stderr: stderr.text(), exitCode, signal: null };
}

function collecting(): { stream: NodeJS.WriteStream; text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _, done) => {
      chunks.push(chunk);
      done();
    },
  });
  return { stream: stream as NodeJS.WriteStream, text: () => Buffer.concat(chunks).toString('utf8') };
}

function throwLoss(error: Error): never {
  throw error;
}
