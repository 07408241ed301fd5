// A report as a comment of a pull request. Pure.
import { changedPart } from '../diagram/compare.ts';
import { mermaidOf } from '../diagram/mermaid.ts';
import { suppressionText } from '../output/lint.ts';
import { count } from '../output/style.ts';
import { statementsText } from './markdown-statements.ts';
import { cellCode, code, fenced, prose } from './markdown-text.ts';
import type { Review, ReviewedMigration } from './review.ts';
import { decisionsOf, fineText, lossText, noPending, notCounted, titleLead, warningsOf } from './words.ts';

/** By which a comment is found again, to be updated. */
const reportMarker = '<!-- roost-report -->';

/** GitHub's limit is 65,536. */
const mostCharacters = 65_000;
const mostRows = 100;

export function markdownOf(review: Review): string {
  const start = [titleText(review), verdictText(review), migrationsText(review)];
  const middle = [
    refusalText(review),
    lossesText(review),
    findingsText(review),
    queriesText(review),
    stateText(review),
  ];
  const end = `<sub>Written by \`roost report\`, ${review.generatedAt}. </sub>\n`;
  const known = [...start, ...middle].filter((text) => text !== '').join('\n');
  const picture = pictureText(review);
  const room = mostCharacters - known.length - end.length - 600;
  const shown = picture.length < room / 2 ? picture : tooLarge;
  const statements = statementsText(review.migrations, room - shown.length);
  return [known, shown, statements, end].filter((text) => text !== '').join('\n');
}

const tooLarge = 'The picture of what changes is too large for a comment: `roost report --html` has it.\n';

function titleText(review: Review): string {
  const { name, kind, environment } = review.database;
  const place =
    kind === 'remote' ? ` (${prose(`remote, ${environment}`)})` : kind === 'base' ? '' : ` (${kind})`;
  return `${reportMarker}\n## ${titleLead(review)} ${code(name)}${place}\n`;
}

function verdictText(review: Review): string {
  const { migrations } = review;
  const decisions = decisionsOf(review);
  if (decisions.length > 0) return `> [!WARNING]\n> To decide: ${decisions.map(prose).join('; ')}.\n`;
  if (migrations.length === 0) return `${noPending}\n`;
  return `> [!NOTE]\n> ${fineText(review)}\n`;
}

function migrationsText({ migrations }: Review): string {
  if (migrations.length === 0) return '';
  const rows = migrations.slice(0, mostRows).map((migration, index) => {
    const { name, phase, file } = migration;
    const place = file === null ? cellCode(name) : cellCode(file.split('/').at(-1) ?? name);
    return `| ${index + 1} | ${place} | **${phase}** | ${changesText(migration)} |\n`;
  });
  const title = `### ${count(migrations.length, 'pending migration')}\n`;
  return `${title}\n| | Migration | Phase | What changes |\n| ---: | --- | --- | --- |\n${rows.join('')}${rest(migrations)}`;
}

function rest(all: readonly unknown[]): string {
  return all.length > mostRows ? `\n… and ${all.length - mostRows} more.\n` : '';
}

function changesText({ effects, declared, problem, replaces }: ReviewedMigration): string {
  const most = 8;
  const parts = [
    ...(problem === null ? [] : [`fails: ${prose(problem.slice(0, 500))}`]),
    ...(declared === null ? [] : [`declared: ${prose(declared.slice(0, 500))}`]),
    ...(replaces.length === 0
      ? []
      : [`recorded in place of ${count(replaces.length, 'migration')}, not run`]),
    ...effects.slice(0, most).map(({ subject, what }) => `${cellCode(subject)} ${prose(what.slice(0, 200))}`),
    ...(effects.length > most ? [`and ${effects.length - most} more`] : []),
  ];
  return parts.join('<br>');
}

function refusalText({ refusal }: Review): string {
  if (refusal === null) return '';
  return `### Refused\n\n${prose(refusal.message)} ${prose(refusal.hint)} (${code(refusal.code)})\n`;
}

function lossesText({ losses: counted }: Review): string {
  const title = '### Data that would be lost\n';
  if (counted === null) return `${title}\n${notCounted}\n`;
  const { losses, unknown } = counted;
  if (losses.length + unknown.length === 0) return '';
  const lines = losses.slice(0, mostRows).map((loss) => `- ${prose(lossText(loss))}\n`);
  const more =
    unknown.length === 0
      ? ''
      : `- possibly more: what ${unknown.slice(0, mostRows).map(code).join(', ')} deletes cannot be determined before the run\n`;
  return `${title}\n${lines.join('')}${more}${rest(losses)}`;
}

function findingsText({ findings }: Review): string {
  if (findings.length === 0) return '';
  const rows = findings.slice(0, mostRows).map((finding) => {
    const { severity, rule, message, file, line, migration, allowed } = finding;
    const place = `${file ?? migration}${line === null ? '' : `:${line}`}`;
    const reason = allowed === null ? '' : `<br>${prose(suppressionText(allowed).slice(0, 500))}`;
    return `| ${severity} | ${cellCode(rule)} | ${prose(message.slice(0, 500))}${reason} | ${cellCode(place)} |\n`;
  });
  return `### Findings of lint\n\n| | Rule | Finding | Place |\n| --- | --- | --- | --- |\n${rows.join('')}${rest(findings)}`;
}

function queriesText({ queries }: Review): string {
  if (queries === null) return '';
  const rows = queries.findings.slice(0, mostRows).map(({ kind, sql, calls, source, migration, message }) => {
    const what = kind === 'fails' ? 'fails' : 'loses its index';
    return `| ${what} | ${cellCode(sql.slice(0, 300))} | ${prose(message.slice(0, 300))} | ${cellCode(migration)} | ${calls ?? ''} | ${cellCode(source)} |\n`;
  });
  const unreadable =
    queries.unreadable.length === 0
      ? ''
      : `\n${count(queries.unreadable.length, 'statement')} could not be read.\n`;
  const table =
    rows.length === 0
      ? 'None would break.\n'
      : `| | Statement | Why | Migration | Calls | Source |\n| --- | --- | --- | --- | ---: | --- |\n${rows.join('')}`;
  return `### Queries of the application (${queries.checked} checked)\n\n${table}${unreadable}${rest(queries.findings)}`;
}

function stateText(review: Review): string {
  const { drift, changedFiles, renamedFiles, missingFiles } = review;
  const changes = (drift?.changes ?? []).map(
    ({ change, type, name }) => `- ${change} ${type} ${code(name)}\n`,
  );
  const files = [
    ...changedFiles.map((name) => `- ${code(name)} has changed since it was applied\n`),
    ...renamedFiles.map(
      ({ name, from }) => `- ${code(name)} was applied as ${from.map(code).join(' or ')}\n`,
    ),
    ...missingFiles.map((name) => `- ${code(name)} is applied, and has no file\n`),
  ];
  const drifted =
    drift === null
      ? ''
      : `### Drift\n\nThe schema has changed since ${code(drift.since)}:\n\n${changes.slice(0, mostRows).join('')}${rest(changes)}`;
  const filesText =
    files.length === 0 ? '' : `### Files\n\n${files.slice(0, mostRows).join('')}${rest(files)}`;
  const warnings = warningsOf(review).map((text) => `- ${prose(text)}\n`);
  const warningsText = warnings.length === 0 ? '' : `### Warnings\n\n${warnings.join('')}`;
  return [warningsText, drifted, filesText].filter((text) => text !== '').join('\n');
}

function pictureText({ diagram }: Review): string {
  const part = changedPart(diagram);
  if (part.tables.length === 0) return '';
  return `### What changes in the schema\n\n${fenced('mermaid', mermaidOf(part))}`;
}
