// Parts of a page. Everything that Roost did not write goes through one of these, and becomes text.
import { tokens } from '@roostjs/internal-sql';
import { escapedXml } from '../output/xml.ts';

/** A name, whose own direction does not change that of the sentence. */
export function named(text: string): string {
  return `<code><bdi>${escapedXml(text)}</bdi></code>`;
}

/** A statement whose words, strings and comments are told apart. */
export function sqlCode(sql: string): string {
  const parts = Array.from(tokens(sql.trim()), ({ kind, start, end }) => {
    const text = sql.trim().slice(start, end);
    const name = kind === 'word' && keywords.has(text.toUpperCase()) ? 'keyword' : kind;
    return classes.has(name) ? `<span class="sql-${name}">${escapedXml(text)}</span>` : escapedXml(text);
  });
  return `<pre class="sql"><code>${parts.join('')}</code></pre>`;
}

const classes: ReadonlySet<string> = new Set(['keyword', 'string', 'blob', 'number', 'comment', 'parameter']);

const keywords: ReadonlySet<string> = new Set(
  (
    'ADD ALTER AND AS ASC AUTOINCREMENT BEFORE AFTER BEGIN BY CASCADE CASE CAST CHECK COLLATE COLUMN CONFLICT CONSTRAINT ' +
    'CREATE CROSS CURRENT_TIMESTAMP DEFAULT DELETE DESC DISTINCT DO DROP EACH ELSE END EXISTS FOR FOREIGN FROM GROUP ' +
    'HAVING IF IN INDEX INNER INSERT INTO IS JOIN KEY LEFT LIKE LIMIT NOT NOTHING NULL OF ON OR ORDER PRAGMA PRIMARY ' +
    'REFERENCES RENAME REPLACE RESTRICT ROWID SELECT SET STRICT TABLE THEN TO TRIGGER UNION UNIQUE UPDATE USING VALUES ' +
    'VIEW VIRTUAL WHEN WHERE WITH WITHOUT'
  ).split(' '),
);

/** A section with a heading; empty if it has no content. */
export function section(id: string, title: string, content: string): string {
  if (content === '') return '';
  return `<section id="${id}" aria-labelledby="${id}-title">\n<h2 id="${id}-title">${escapedXml(title)}</h2>\n${content}</section>\n`;
}

export function list(items: readonly string[], name = ''): string {
  if (items.length === 0) return '';
  const attribute = name === '' ? '' : ` class="${name}"`;
  return `<ul${attribute}>\n${items.map((item) => `<li>${item}</li>\n`).join('')}</ul>\n`;
}

/** The first cell of each row names it. */
export function table(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const header = head.map((cell) => `<th scope="col">${cell}</th>`).join('');
  const body = rows.map(([first = '', ...rest]) => {
    const cells = rest.map((cell) => `<td>${cell}</td>`);
    return `<tr><th scope="row">${first}</th>${cells.join('')}</tr>\n`;
  });
  return `<table>\n<caption>${escapedXml(caption)}</caption>\n<thead><tr>${header}</tr></thead>\n<tbody>\n${body.join('')}</tbody>\n</table>\n`;
}

/** Opens, and is open on paper. */
export function folded(summary: string, content: string, name = ''): string {
  const attribute = name === '' ? '' : ` class="${name}"`;
  return `<details${attribute}><summary>${summary}</summary>\n<div class="inside">\n${content}</div></details>\n`;
}
