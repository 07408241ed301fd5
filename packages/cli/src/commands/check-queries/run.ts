// roost check:queries
import { relative } from 'node:path';
import { checkQueries, type QueryReport } from '@roostjs/internal-core';
import { inline } from '@roostjs/internal-errors';
import type { Context, Output } from '../../context.ts';
import { exitCodes } from '../../exit-codes.ts';
import { migrationPath } from '../../migrations-folder/list.ts';
import { folderSource } from '../../migrations-folder/source.ts';
import { openTarget } from '../../open-target.ts';
import type { Outcome } from '../../outcome.ts';
import { queriesNext, queriesText, unreadableText } from '../../output/queries.ts';
import { count, tookText, warningLead } from '../../output/style.ts';
import { targetName } from '../../output/target-name.ts';
import { ledgerTable, migrationsFolder } from '../../project.ts';
import { insightsLimit, insightsName, readQueries } from '../../queries/read.ts';
import type { SourceQueries } from '../../queries/read-files.ts';
import { querySources } from '../../queries/sources.ts';
import { scratchDatabases } from '../../scratch.ts';
import { findTarget, type Target, wranglerOptions } from '../../target.ts';
import type { CheckQueriesFlags } from './flags.ts';

export async function run(context: Context, flags: CheckQueriesFlags): Promise<Outcome> {
  const since = context.clock();
  const target = await findTarget(context, flags);
  const sources = querySources(context, target, flags);
  const folder = await migrationsFolder(context, flags);
  const opened = await openTarget(context, target);
  try {
    const read = await readQueries(context, opened, sources);
    const report = await checkQueries({
      database: opened.database,
      migrations: folderSource(folder),
      openScratch: await scratchDatabases(context, target.kind !== 'file' || target.d1Rules),
      ledger: await ledgerTable(context, flags),
      ...wranglerOptions(target),
      queries: read.flatMap(({ queries }) => queries),
    });
    const fileOf = (name: string): string | undefined => migrationPath(folder, name, 'up');
    const findings = report.findings.map((finding) => ({
      ...finding,
      file: fileOf(finding.migration) ?? null,
    }));
    const nameOf = (name: string): string => {
      const file = fileOf(name);
      return file === undefined ? name : relative(context.cwd, file);
    };
    const isLeftOut = sources.insights && opened.insights === undefined;
    const isGood = findings.length === 0 && report.stopped === null;
    return {
      exitCode: isGood ? exitCodes.done : exitCodes.findings,
      result: {
        ...report,
        findings,
        sources: read.map(({ name, queries }) => ({ name, queries: queries.length })),
      },
      target,
      text: queriesText(context.stdout, report, nameOf),
      summary:
        sourcesText(context.stderr, read, isLeftOut) +
        unreadableText(context.stderr, report.unreadable) +
        `${summaryOf(target, report)}${tookText(context, since)}.\n` +
        queriesNext(context.stderr, report.findings),
    };
  } finally {
    opened.close();
  }
}

/** Warnings about what the sources hold. */
function sourcesText(stderr: Output, sources: readonly SourceQueries[], isLeftOut: boolean): string {
  const texts = sources.flatMap(({ name, queries: { length } }) => {
    if (length === 0) return [`${inline(name)} has no queries`];
    // One text, which has no query, may be left out of what was asked for.
    const isCut = name === insightsName && length >= insightsLimit - 1;
    return isCut ? [`${name}: only the ${insightsLimit} most frequent queries are checked`] : [];
  });
  const leftOut = isLeftOut
    ? [`${insightsName} are left out, because the database is not at Cloudflare`]
    : [];
  return [...texts, ...leftOut].map((text) => `${warningLead(stderr)}${text}\n`).join('');
}

function summaryOf(target: Target, { findings, checked, skipped, migrations, stopped }: QueryReport): string {
  const where = targetName(target);
  if (migrations.length === 0 && stopped === null)
    return `${where}: no migration is pending, so no query breaks`;
  const others = skipped === 0 ? '' : `, ${count(skipped, 'statement')} left out`;
  const broken = findings.length === 0 ? 'none breaks' : brokenParts(findings).join(' and ');
  return `${where}: of ${count(checked, 'query', 'queries')}, ${broken} with ${count(migrations.length, 'pending migration')}${others}`;
}

function brokenParts(findings: QueryReport['findings']): readonly string[] {
  const fails = findings.filter(({ kind }) => kind === 'fails').length;
  const loses = findings.length - fails;
  return [
    ...(fails === 0 ? [] : [`${fails} would fail`]),
    ...(loses === 0 ? [] : [`${loses} would lose an index`]),
  ];
}
