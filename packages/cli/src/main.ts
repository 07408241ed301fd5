// The process: streams, environment, exit code. No other file uses it.
import { buffer } from 'node:stream/consumers';
import { failureText } from './output/failure.ts';
import { outputOf } from './output/stream.ts';
import { canRedraw } from './output/style.ts';
import { collectUnhandledRejections, detectEarlyExit, guardOutput } from './process-guards.ts';
import { run, showFailure } from './run.ts';
import { beforeSignalEnds, guardSignals } from './signal-guard.ts';
import { promptOn } from './terminal.ts';

declare const __VERSION__: string;

/** The version of the package, inserted by the build. */
const version = __VERSION__;
const args = process.argv.slice(2);
// A query builder has ten frames of its own between the database and the migration, whose line errors name.
Error.stackTraceLimit = 50;
const env = args.includes('--no-color') ? { ...process.env, NO_COLOR: '1' } : process.env;

// stdout is for the requested output. Everything that a migration prints goes to stderr, so that --json stays one object.
const losses = guardOutput((error) => context.stderr.write(failureText(context, error, version)));
const clock = () => performance.now();
const erase = () => stderr.live?.erase();
const live =
  canRedraw(env, process.stderr.isTTY) && !args.includes('--json')
    ? { clock, onDrawn: beforeSignalEnds(process, () => stderr.live?.leave()) }
    : undefined;
const stderr = outputOf(process.stderr, env, losses.stderr, { live });
const stdout = outputOf(process.stdout, env, losses.stdout, { before: erase });
process.stdout.write = process.stderr.write.bind(process.stderr);

const context = {
  cwd: process.cwd(),
  env,
  // Node opens stdin on first access.
  prompt: process.stderr.isTTY ? promptOn(process.stdin, process.stderr, { env, live: stderr.live }) : null,
  stdin: () => buffer(process.stdin),
  stdout,
  stderr,
  now: () => new Date(),
  clock,
  signals: guardSignals(process, clock),
  unhandledRejections: collectUnhandledRejections(),
};
const ended = detectEarlyExit((error) => {
  stderr.live?.leave();
  showFailure(args, context, version, error);
});
process.exitCode = await run(args, context, version);
ended();
