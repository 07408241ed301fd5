// The sections of an SQL file: what it runs up, and what it runs down. Pure.
import { splitStatements, statementOf, tokens } from '@roostjs/internal-sql';
import { invalidSql } from './errors.ts';

/** Statements, without their semicolons. `down` is null if the file cannot be rolled back. */
export type SqlSections = {
  readonly up: readonly string[];
  readonly down: readonly string[] | null;
  readonly withinTransaction: boolean;
};

// A comment on a line of its own: `-- up`, `-- migrate:up` (dbmate), `-- +goose Up`, `-- +migrate Up` (sql-migrate),
// `-- Up Migration` (node-pg-migrate).
const marker =
  /^--[ \t]*(?:(?:\+goose|\+migrate)[ \t]+|migrate:)?(up|down)(?:[ \t]+migration)?[ \t]*:?(?:[ \t]+(transaction:false|notransaction))?[ \t]*\r?$/i;

const outsideTransaction = /^--[ \t]*\+goose[ \t]+no[ \t]+transaction[ \t]*\r?$/i;

/**
 * A file without markers is all up. Throws MIGRATION.SQL_INVALID if a section occurs twice, or if a statement comes before
 * the first one.
 */
export function sectionsOf(name: string, sql: string): SqlSections {
  const { markers, isOutside } = markersIn(sql);
  const section = (direction: 'up' | 'down'): Section | undefined => {
    const [found, ...others] = markers.filter((one) => one.direction === direction);
    if (others.length > 0) throw invalidSql(name, `it has more than one section '-- ${direction}'`);
    return found;
  };
  const [up, down] = [section('up'), section('down')];
  const before = statementsIn(sql.slice(0, markers[0]?.start));
  if (up !== undefined && before.length > 0)
    throw invalidSql(name, `it has a statement before its section '-- ${markers[0]?.direction}'`);
  const statements = up === undefined ? before : statementsIn(sql.slice(up.from, up.to));
  return {
    up: statements,
    down: down === undefined ? null : undoing(statements, statementsIn(sql.slice(down.from, down.to))),
    withinTransaction: !isOutside,
  };
}

/** A section or file for down: an empty one undoes what runs nothing; for anything else, it is a stub that was never filled. */
export function undoing(up: readonly string[], down: readonly string[]): SqlSections['down'] {
  return down.length === 0 && up.length > 0 ? null : down;
}

type Section = {
  readonly direction: 'up' | 'down';
  readonly start: number;
  readonly from: number;
  readonly to: number;
};

/** The sections in the order of their markers, each from its marker to the next one. */
export function markersIn(sql: string): {
  readonly markers: readonly Section[];
  readonly isOutside: boolean;
} {
  const found: { direction: 'up' | 'down'; start: number; from: number }[] = [];
  let isOutside = false;
  for (const { kind, start, end } of tokens(sql)) {
    if (kind !== 'comment' || !isAloneOnLine(sql, start)) continue;
    const text = sql.slice(start, end);
    const [, direction, option] = marker.exec(text) ?? [];
    isOutside ||= option !== undefined || outsideTransaction.test(text);
    if (direction !== undefined)
      found.push({ direction: direction.toLowerCase() === 'up' ? 'up' : 'down', start, from: end });
  }
  const markers = found.map((one, index) => ({ ...one, to: found[index + 1]?.start ?? sql.length }));
  return { markers, isOutside };
}

function isAloneOnLine(sql: string, start: number): boolean {
  return /(?:^|\n)[ \t\uFEFF]*$/.test(sql.slice(Math.max(0, sql.lastIndexOf('\n', start - 1)), start));
}

// A migration is one transaction anyway, and D1 refuses these: wrangler leaves them out as well.
const transactionVerbs: ReadonlySet<string> = new Set(['begin', 'commit', 'end']);

/** The statements that a section runs. */
export function statementsIn(sql: string): readonly string[] {
  return splitStatements(sql).filter((text) => !transactionVerbs.has(statementOf(text).verb));
}
