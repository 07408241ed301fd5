// Shows a run on stderr as it proceeds: each migration when it starts, and how long it took.
import { inline } from '@roostjs/internal-errors';
import {
  detailsOf,
  isRoostError,
  type LintFinding,
  type MigrationListener,
  type StepReport,
} from '@roostjs/migrations-core';
import type { Output } from '../context.ts';
import type { Target } from '../target.ts';
import { beginLine, placeText } from './begun-line.ts';
import { runFindingsText } from './lint.ts';
import { objectsText } from './objects.ts';
import { bookmarkText, openingText } from './opening.ts';
import { stepVerb } from './step-verb.ts';
import { duration, margin, paint } from './style.ts';
import { warningsText } from './warnings.ts';

/** A listener for a migrator. Each migration is one line, started before it runs; lint findings follow it. */
export function showProgress(stderr: Output, target: Target): MigrationListener {
  let found: readonly LintFinding[] = [];
  let steps = { begun: 0, total: 0 };
  let endLine: (end: string, below?: string) => void = () => {};
  const end = (text: string, below = found): void => {
    endLine(text, runFindingsText(stderr, below));
    found = [];
  };
  return (event) => {
    switch (event.type) {
      case 'run-started':
        steps = { begun: 0, total: event.plan.steps.length };
        stderr.write(openingText(stderr, event.plan, target) + bookmarkText(event.bookmark, target));
        return;
      case 'wipe-started':
        endLine = beginLine(stderr, `${paint(stderr, 'red', 'drop')} ${objectsText(event.wipe.objects)}`);
        return;
      case 'wipe-finished':
        end(paint(stderr, 'dim', duration(event.durationMs)));
        return;
      case 'wipe-failed':
        end(paint(stderr, 'red', 'failed'));
        return;
      case 'step-started':
        steps.begun += 1;
        endLine = beginLine(
          stderr,
          `${stepVerb(stderr, event.step)} ${margin}${inline(event.step.name)}`,
          placeText(steps.begun, steps.total),
        );
        return;
      case 'step-findings':
        found = event.findings;
        return;
      case 'step-finished':
        end(paint(stderr, 'dim', duration(event.step.durationMs)) + noStatementsText(event.step));
        stderr.write(emptyText(stderr, event.step));
        return;
      case 'step-skipped':
        end(`${paint(stderr, 'yellow', 'skipped')}: another run has applied it`);
        return;
      case 'step-failed':
        end(paint(stderr, 'red', 'failed'), notShownBy(event.error, found));
        return;
      case 'run-finished':
        return;
    }
  };
}

// An up() that is not written yet would look finished.
function noStatementsText({ statements, replaces }: StepReport): string {
  return statements === 0 && replaces === undefined ? ' (no statements)' : '';
}

function emptyText(stderr: Output, { empty, name }: StepReport): string {
  if (!empty) return '';
  return warningsText(stderr, { action: 'migrate', warnings: [{ code: 'MIGRATION.EMPTY', names: [name] }] });
}

// The failure itself has the database's message for the statement at which it failed.
function notShownBy(error: unknown, findings: readonly LintFinding[]): readonly LintFinding[] {
  if (!isRoostError(error)) return findings;
  const { statement, refused } = detailsOf(error);
  const number = statement?.number ?? refused?.[0]?.number;
  return findings.filter(
    (finding) => !sayingTheFailure.has(finding.rule) || finding.statement?.number !== number,
  );
}

/** The rules whose findings repeat the database's message. */
const sayingTheFailure: ReadonlySet<string> = new Set([
  'add-column',
  'column-in-use',
  'failing-statement',
  'unsupported-by-d1',
]);

/** Follows the name of the running migration or seeder. */
export function showSignal(
  stderr: Output,
  running: 'migration' | 'seeder' = 'migration',
): (signal: string) => void {
  // Without a terminal, the line of the migration is open.
  const lineBreak = stderr.live === null ? '\n' : '';
  return (signal) =>
    stderr.write(
      `${lineBreak}${signal}: stopping after this ${running}; press Ctrl-C again to stop immediately\n`,
    );
}
