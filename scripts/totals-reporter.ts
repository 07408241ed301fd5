// Ends a test run with one plain line, `N passed, N failed`, after everything that other reporters print.
import type { Reporter, TestModule } from 'vitest/node';

export default class TotalsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
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
    process.stdout.write(
      `\n${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}\n`,
    );
  }
}
