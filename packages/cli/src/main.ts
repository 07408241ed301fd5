// The process boundary: streams, environment, exit code. Nothing else knows the process.
import packageJson from '../package.json' with { type: 'json' };
import type { Output } from './context.ts';
import { exitCodes } from './exit-codes.ts';
import { wantsColor } from './output/style.ts';
import { run } from './run.ts';
import { guardEnd, guardStrayRejections } from './process-guards.ts';

const args = process.argv.slice(2);
const env = args.includes('--no-color') ? { ...process.env, NO_COLOR: '1' } : process.env;

// stdout is for what was asked for. Whatever a migration prints goes to stderr, so that --json stays one object.
const stdout = outputOf(process.stdout);
const stderr = outputOf(process.stderr);
process.stdout.write = process.stderr.write.bind(process.stderr);

const ended = guardEnd(stderr);
const strayRejections = guardStrayRejections();
const context = { cwd: process.cwd(), env, stdout, stderr, now: () => new Date(), clock: () => performance.now() };
const exitCode = await run(args, context, packageJson.version);
const strays = strayRejections();
if (exitCode === exitCodes.done && strays.length > 0) stderr.write(`error: nobody awaited a promise that failed: ${strays.join('; ')}\n`);
process.exitCode = exitCode === exitCodes.done && strays.length > 0 ? exitCodes.failed : exitCode;
ended();

function outputOf(stream: NodeJS.WriteStream): Output {
  const write = stream.write.bind(stream);
  return {
    write: (text) => void write(text),
    hasColor: wantsColor(env, stream.isTTY ?? false),
    columns: stream.isTTY ? stream.columns : undefined,
  };
}
