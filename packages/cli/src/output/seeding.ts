// How seeding looks: its progress on stderr, the SQL of a dry run, and what is said at its end.
import { inline } from '@roostjs/internal-errors';
import type { PretendedSeeder, PretendedSeeding, SeedEvent, SeedReport } from '@roostjs/migrations-core';
import type { Output } from '../context.ts';
import type { Target } from '../target.ts';
import { beginLine, placeText } from './begun-line.ts';
import { completeSql, statementsSql, unknownSql } from './dry-run-sql.ts';
import { bookmarkText } from './opening.ts';
import { count, duration, margin, paint } from './style.ts';
import { targetName } from './target-name.ts';

/** A listener for the seeding of a migrator. Each seeder is one line, started before it runs. */
export function showSeeding(stderr: Output, target: Target): (event: SeedEvent) => void {
  let seeders = { begun: 0, total: 0 };
  let endLine: (end: string) => void = () => {};
  return (event) => {
    switch (event.type) {
      case 'seeding-started':
        seeders = { begun: 0, total: event.seeders.length };
        if (event.seeders.length === 0) return;
        stderr.write(
          `Seeding ${paint(stderr, 'bold', targetName(target))}: ${count(event.seeders.length, 'seeder')}\n` +
            bookmarkText(event.bookmark, target),
        );
        return;
      case 'seeder-started':
        seeders.begun += 1;
        endLine = beginLine(
          stderr,
          `${seedVerb(stderr)} ${margin}${inline(event.name)}`,
          placeText(seeders.begun, seeders.total),
        );
        return;
      case 'seeder-finished': {
        const { durationMs, statements } = event.seeder;
        const note = statements === 0 ? ' (no statements)' : '';
        endLine(`${paint(stderr, 'dim', duration(durationMs))}${note}`);
        return;
      }
      case 'seeder-failed':
        endLine(paint(stderr, 'red', 'failed'));
        return;
    }
  };
}

/** The seeders before they run, a line each. */
export function seedersText(stderr: Output, names: readonly string[]): string {
  return names.map((name) => `  ${seedVerb(stderr)} ${inline(name)}\n`).join('');
}

export function seededText({ done }: SeedReport, took: string): string {
  return done.length === 0 ? 'Nothing to seed.\n' : `Ran ${count(done.length, 'seeder')}${took}.\n`;
}

/** After a dry run, where the seeders do not run. */
export function seedersLeftText(names: readonly string[]): string {
  if (names.length === 0) return 'Nothing to seed.\n';
  return `Then it would run ${count(names.length, 'seeder')}: ${inline(names.join(', '))}.\n`;
}

export function pretendedSeedsSql({ seeders }: PretendedSeeding): string {
  return seeders.map(seederSql).join('\n');
}

function seederSql({ name, statements, unknown }: PretendedSeeder): string {
  const title = `-- seed ${inline(name)}\n`;
  return (
    title +
    (statements === null ? unknownSql(unknown, completeSql) : statementsSql(statements, [], completeSql))
  );
}

function seedVerb(stderr: Output): string {
  return paint(stderr, 'green', 'seed');
}
