// Queries that would break, in the forms of a report
import type { QueryReport } from '@roostjs/internal-core';
import { describe, expect, it } from 'vitest';
import { htmlOf } from '../../src/report/html.ts';
import { markdownOf } from '../../src/report/markdown.ts';
import { needsDecision, type Review } from '../../src/report/review.ts';

const queries: QueryReport = {
  findings: [
    {
      kind: 'fails',
      sql: 'SELECT created_at FROM comments WHERE body = "a|b"',
      calls: 1204,
      source: 'src/comments.ts',
      migration: '2_drop',
      object: 'comments.created_at',
      message: 'no such column: created_at',
    },
    {
      kind: 'loses-index',
      sql: 'SELECT * FROM tasks WHERE state = ?',
      calls: null,
      source: 'queries.log:7',
      migration: '2_drop',
      object: 'tasks',
      message: 'SEARCH tasks USING INDEX tasks_state becomes SCAN tasks',
    },
  ],
  checked: 48,
  skipped: 0,
  migrations: ['2_drop'],
  stopped: null,
  unreadable: [
    { sql: 'SELEC 1', calls: null, source: 'queries.log:9', problem: 'near "SELEC": syntax error' },
  ],
};

function reviewWith(report: QueryReport | null): Review {
  return {
    generatedAt: '2026-12-01T10:00:00.000Z',
    database: { name: 'app-db', kind: 'local', environment: null },
    migrations: [],
    refusal: null,
    warnings: [],
    findings: [],
    losses: { losses: [], unknown: [] },
    queries: report,
    drift: null,
    changedFiles: [],
    renamedFiles: [],
    missingFiles: [],
    diagram: { tables: [], references: [] },
  };
}

describe('the queries of a report', () => {
  it('are a table of the comment', () => {
    const text = markdownOf(reviewWith(queries));
    expect(text).toContain('### Queries of the application (48 checked)');
    expect(text).toContain(
      '| fails | `SELECT created_at FROM comments WHERE body = "a\\|b"` | no such column: created_at | `2_drop` | 1204 | `src/comments.ts` |',
    );
    expect(text).toContain('| loses its index | `SELECT * FROM tasks WHERE state = ?` |');
    expect(text).toContain('1 statement could not be read.');
  });

  it('are a list of the page, each with its statement', async () => {
    const page = await htmlOf(reviewWith(queries));
    expect(page).toContain('<b class="severity">fails</b> no such column: created_at');
    expect(page).toContain('src/comments.ts</bdi>, called 1204 times, by <bdi>2_drop');
    expect(page).toContain('Could not be read');
  });

  it('have to be decided if one would break, and are not mentioned if none were given', async () => {
    expect(needsDecision(reviewWith(queries))).toBe(true);
    expect(needsDecision(reviewWith({ ...queries, findings: [] }))).toBe(false);
    const none = reviewWith(null);
    expect(markdownOf(none) + (await htmlOf(none))).not.toContain('Queries');
  });
});
