// The statements of pending migrations in a comment, as far as there is room. Pure.
import { count } from '../output/style.ts';
import { escapedXml } from '../output/xml.ts';
import { fenced } from './markdown-text.ts';
import type { ReviewedMigration, ReviewedStatement } from './review.ts';
import { rowsMayMatter } from './words.ts';

/** Of as many migrations as so many characters have room for, and how many are left out. */
export function statementsText(migrations: readonly ReviewedMigration[], room: number): string {
  const parts: string[] = [];
  let left = room;
  for (const migration of migrations) {
    const text = ofMigration(migration);
    if (text.length > left) break;
    parts.push(text);
    left -= text.length;
  }
  const missing = migrations.length - parts.length;
  const cut =
    missing === 0
      ? ''
      : `The statements of ${missing === migrations.length ? '' : 'the other '}${count(missing, 'migration')} are left out, because a comment has no room for them: \`roost report --html\` has them.\n`;
  return migrations.length === 0 ? '' : `### Statements\n\n${parts.join('')}${cut}`;
}

function ofMigration({ name, statements, dependsOnRows, replaces }: ReviewedMigration): string {
  const title = `<code>${escapedXml(name)}</code>`;
  if (replaces.length > 0) return '';
  if (statements === null) return `${title}: not known, because it fails.\n\n`;
  const note = dependsOnRows ? `\n${rowsMayMatter}\n` : '';
  if (statements.length === 0) return `${title}: no statements. ${note}\n\n`;
  const total = statements.reduce((sum, one) => sum + (one.kind === 'one' ? 1 : one.sql.length), 0);
  return `<details><summary>${title}: ${count(total, 'statement')}</summary>\n${note}\n${blocksOf(statements).join('\n')}\n</details>\n\n`;
}

/** Statements that follow each other in one block; a rebuild in a part of its own that opens. */
function blocksOf(statements: readonly ReviewedStatement[]): readonly string[] {
  const blocks: string[] = [];
  let run: string[] = [];
  const end = (): void => {
    if (run.length > 0) blocks.push(fenced('sql', run.join('\n')));
    run = [];
  };
  for (const statement of statements) {
    if (statement.kind === 'one') {
      run.push(withSemicolon(statement.sql));
      continue;
    }
    end();
    const summary = `<code>${escapedXml(statement.does)}</code>: ${count(statement.sql.length, 'statement')}`;
    const body = fenced('sql', statement.sql.map(withSemicolon).join('\n'));
    blocks.push(`<details><summary>${summary}</summary>\n\n${body}\n</details>\n`);
  }
  end();
  return blocks;
}

function withSemicolon(sql: string): string {
  const text = sql.trim();
  return text.endsWith(';') ? text : `${text};`;
}
