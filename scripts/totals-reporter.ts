// Ends a test run with one plain line, `N passed, N failed`, after everything that other reporters print.
import type { Reporter, TestModule } from 'vitest/node';

export default class TotalsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const passed = tests.filter((test) => test.result().state === 'passed').length;
    // Whatever is not a pass is a failure: a skipped test, a file that did not load, an error outside all tests.
    const unloaded = modules.filter((module) => module.errors().length > 0).length;
    const failed = tests.length - passed + unloaded + unhandledErrors.length;
    if (failed > 0) process.exitCode = 1;
    process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  }
}
