// A report as one page: no script, nothing from a network, and every foreign text escaped.
import { createHash } from 'node:crypto';
import { changedPart } from '../diagram/compare.ts';
import type { Diagram } from '../diagram/diagram.ts';
import { svgOf } from '../diagram/svg.ts';
import { diagramCss } from '../diagram/svg-style.ts';
import { count } from '../output/style.ts';
import { escapedXml } from '../output/xml.ts';
import { findingsHtml, lossesHtml, queriesHtml, stateHtml } from './html-findings.ts';
import { migrationsHtml } from './html-migrations.ts';
import { pageCss } from './html-style.ts';
import { folded, list, named, section } from './html-text.ts';
import type { Review, ReviewedDatabase } from './review.ts';
import { isBlockingFinding } from './review.ts';
import { changesOf, decisionsOf, fineText, mostTables, noPending, titleLead } from './words.ts';

export async function htmlOf(review: Review): Promise<string> {
  const schema = await schemaHtml(review.diagram);
  const css = pageCss + diagramCss + schema.css;
  const sections = [
    section('schema', 'The schema', schema.html),
    section('migrations', 'Pending migrations', migrationsHtml(review)),
    section('losses', 'Data that would be lost', lossesHtml(review)),
    section('findings', 'Findings of lint', findingsHtml(review)),
    section('queries', 'Queries of the application', queriesHtml(review)),
    section('state', 'Since the last migration', stateHtml(review)),
  ].filter((text) => text !== '');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${hashOf(css)}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${titleLead(review)} ${escapedXml(review.database.name)}</title>
<style>${css}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
${headerHtml(review)}
<main id="main">
${verdictHtml(review)}${factsHtml(review)}${sections.join('')}</main>
<footer><p>Written by <code>roost report</code> at <time datetime="${review.generatedAt}">${timeText(review.generatedAt)}</time>. It shows no row of the database.</p></footer>
</body>
</html>
`;
}

/** A style with any other text does not apply. */
function hashOf(css: string): string {
  return `sha256-${createHash('sha256').update(css).digest('base64')}`;
}

function timeText(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

function headerHtml(review: Review): string {
  const { database, generatedAt } = review;
  return `<header>
<p class="brand"><span aria-hidden="true" class="mark"></span>Roost migrations</p>
<h1>${titleLead(review)} <bdi>${escapedXml(database.name)}</bdi></h1>
<p class="place">${placeText(database)}<span class="dot" aria-hidden="true">·</span><time datetime="${generatedAt}">${timeText(generatedAt)}</time></p>
</header>`;
}

function placeText({ kind, environment }: ReviewedDatabase): string {
  const where = {
    remote: 'Remote database',
    local: 'Local database',
    file: 'SQLite file',
    base: 'Compared with a branch, not with a database',
  }[kind];
  return environment === null ? where : `${where}, ${escapedXml(environment)}`;
}

function verdictHtml(review: Review): string {
  const decisions = decisionsOf(review);
  const { refusal, migrations } = review;
  if (decisions.length === 0) {
    const text = migrations.length === 0 ? noPending : fineText(review);
    return `<div class="verdict fine" role="note"><p><strong>${text}</strong></p></div>\n`;
  }
  const why =
    refusal === null
      ? ''
      : `<p>${escapedXml(refusal.message)} ${escapedXml(refusal.hint)} <code>${escapedXml(refusal.code)}</code></p>\n`;
  return `<div class="verdict decide" role="note"><p><strong>To decide before it runs</strong></p>\n${list(decisions.map(escapedXml))}${why}</div>\n`;
}

function factsHtml({ migrations, findings, losses, diagram }: Review): string {
  const blocking = findings.filter(isBlockingFinding).length;
  const changed = diagram.tables.filter(({ change }) => change !== null).length;
  const facts = [
    ['Pending', String(migrations.length), migrations.length === 1 ? 'migration' : 'migrations'],
    ['Tables that change', String(changed), `of ${diagram.tables.length}`],
    ['Rows and values lost', ...lostFact(losses)],
    ['Findings', String(findings.length), `${blocking} blocking`],
  ] as const;
  const items = facts.map(
    ([name, value, unit]) =>
      `<div><dt>${name}</dt><dd><strong>${value}</strong> <span>${unit}</span></dd></div>\n`,
  );
  return `<dl class="facts">\n${items.join('')}</dl>\n`;
}

function lostFact(counted: Review['losses']): readonly [value: string, unit: string] {
  if (counted === null) return ['unknown', 'not counted'];
  const { losses, unknown } = counted;
  const lost = losses.reduce((sum, { rows }) => sum + (rows ?? 0), 0);
  const isMore = unknown.length > 0 || losses.some(({ rows }) => rows === null);
  return [
    `${lost}${isMore ? ' or more' : ''}`,
    losses.length === 0 ? '' : `in ${count(losses.length, 'place')}`,
  ];
}

/** A part of the page, and the style that it needs: an attribute of style would need a weaker policy. */
type Styled = { readonly html: string; readonly css: string };

async function schemaHtml(diagram: Diagram): Promise<Styled> {
  const part = changedPart(diagram);
  const isLarge = diagram.tables.length > mostTables && part.tables.length > 0;
  const changes = changesOf(diagram);
  const title = titleOf(isLarge, changes.length > 0);
  const shown = await picture(isLarge ? part : diagram, 'picture', title);
  const whole = isLarge ? await picture(diagram, 'whole', 'The whole schema') : { html: '', css: '' };
  const texts = list(
    changes.map((text) => named(text)),
    'changes',
  );
  return {
    html:
      `${shown.html}${legend(changes.length > 0)}` +
      (changes.length === 0 ? '' : folded('What changes, as text', texts)) +
      (isLarge ? folded(`The whole schema, ${count(diagram.tables.length, 'table')}`, whole.html) : ''),
    css: shown.css + whole.css,
  };
}

function titleOf(isPart: boolean, hasChanges: boolean): string {
  if (isPart) return 'What changes in the schema, with the tables next to it';
  return hasChanges ? 'The schema, with what changes' : 'The schema';
}

// It can be scrolled by keyboard, and shrinks a little before it has to be.
async function picture(diagram: Diagram, id: string, title: string): Promise<Styled> {
  const { text, width } = await svgOf(diagram, { id, title, isAlone: false });
  return {
    html: `<div class="picture" role="region" aria-label="${escapedXml(title)}" tabindex="0">\n${text}</div>\n`,
    css: `@media screen{#${id}{width:100%;max-width:${width}px;min-width:${Math.round(width * 0.82)}px}}\n`,
  };
}

function legend(hasChanges: boolean): string {
  const changes = hasChanges
    ? '<li><b class="added">+</b> added</li><li><b class="removed">−</b> removed</li><li><b class="changed">~</b> changed</li>'
    : '';
  return `<ul class="legend" aria-label="Legend">${changes}<li><b>PK</b> primary key</li><li><b>FK</b> foreign key</li><li><b>UQ</b> unique</li><li><b>NN</b> not null</li></ul>\n`;
}
