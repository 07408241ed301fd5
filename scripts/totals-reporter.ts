// Ends a test run with the files that took longest, the number of files, and one plain line, `N passed, N failed`, after
// everything that other reporters print.
import { relative } from 'node:path';
import type { Reporter, TestModule, Vitest } from 'vitest/node';

const shown = 10;

export default class TotalsReporter implements Reporter {
  private root = process.cwd();

  onInit({ config }: Vitest): void {
    this.root = config.root;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    process.stdout.write(`\n${this.slowest(modules)}\n${totalsOf(modules, unhandledErrors)}\n`);
  }

  private slowest(modules: readonly TestModule[]): string {
    const files = modules.map((module) => ({ seconds: secondsOf(module), path: module.moduleId }));
    const lines = files
      .sort((one, other) => other.seconds - one.seconds)
      .slice(0, shown)
      .map(({ seconds, path }) => `${seconds.toFixed(1).padStart(7)} s  ${relative(this.root, path)}\n`);
    const all = files.reduce((sum, { seconds }) => sum + seconds, 0);
    return `The slowest of ${modules.length} files, of ${all.toFixed(0)} s in all:\n${lines.join('')}`;
  }
}

// What stands before its tests, as importing what it tests, is a part of what a file takes.
function secondsOf(module: TestModule): number {
  const { environmentSetupDuration, prepareDuration, collectDuration, setupDuration, duration } =
    module.diagnostic();
  return (environmentSetupDuration + prepareDuration + collectDuration + setupDuration + duration) / 1000;
}

function totalsOf(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): string {
  const states = modules.flatMap((module) =>
    [...module.children.allTests()].map((test) => test.result().state),
  );
  const passed = states.filter((state) => state === 'passed').length;
  const skipped = states.filter((state) => state === 'skipped').length;
  // Whatever is neither is a failure: a file that did not load, an error outside all tests, a run of nothing.
  const unloaded = modules.filter((module) => module.errors().length > 0).length;
  const nothing = states.length === 0 ? 1 : 0;
  const failed = states.length - passed - skipped + unloaded + unhandledErrors.length + nothing;
  if (failed > 0) process.exitCode = 1;
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}
