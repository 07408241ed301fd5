// Why code and database do not fit, or what keeps the gate from telling.
import type { RoostError } from '@roostjs/internal-errors';
import { fail, few, quote, unchanged } from '../errors.ts';

export function manifestInvalid(
  part: string,
): RoostError<'GATE.MANIFEST_INVALID', { readonly part: string }> {
  return fail({
    code: 'GATE.MANIFEST_INVALID',
    message: `The manifest cannot be used: its ${part} is missing or has another form.`,
    hint: 'Write it again: roost gate:manifest.',
    details: { part },
  });
}

export function schemaMissing(
  missing: readonly string[],
  head: string | null,
): RoostError<'GATE.MISSING', { readonly missing: readonly string[]; readonly head: string | null }> {
  const applied = head === null ? 'It has applied none' : `It applied '${head}' last`;
  return fail({
    code: 'GATE.MISSING',
    message: `The database lacks migrations that this code needs: ${few(missing.map(quote))}. ${applied}.`,
    hint: 'Run roost migrate --phase expand on it, or roost migrate:adopt if another tool has applied them.',
    details: { missing, head },
  });
}

export function schemaNewer(
  newer: string,
  newest: string | null,
): RoostError<'GATE.NEWER', { readonly newer: string; readonly newest: string | null }> {
  return fail({
    code: 'GATE.NEWER',
    message: `The database has applied '${newer}', and this code tolerates nothing newer than '${newest}'.`,
    hint: 'Deploy newer code, or roll the database back: roost migrate:rollback.',
    details: { newer, newest },
  });
}

export function newestInvalid(
  newest: string,
  needed: string,
): RoostError<'GATE.NEWEST_INVALID', { readonly newest: string; readonly needed: string }> {
  return fail({
    code: 'GATE.NEWEST_INVALID',
    message: `The code needs '${needed}', which is newer than '${newest}'.`,
    hint: `Give '${needed}' or a newer one with --newest, or omit it. ${unchanged}`,
    details: { newest, needed },
  });
}

export function tagTooLong(
  head: string,
  most: number,
): RoostError<'GATE.TAG_TOO_LONG', { readonly head: string }> {
  return fail({
    code: 'GATE.TAG_TOO_LONG',
    message: `The tag for '${head}' would have more than ${most} bytes, and its digits are not enough to find it.`,
    hint: 'Keep the manifest as a file: roost gate:manifest --out <file>, and roost gate:check --manifest <file>.',
    details: { head },
  });
}

export function versionUnknown(head: string): RoostError<'GATE.VERSION_UNKNOWN', { readonly head: string }> {
  return fail({
    code: 'GATE.VERSION_UNKNOWN',
    message: `The version was built with '${head}', which the migrations folder does not have.`,
    hint: 'Check out code that has it, and run the command again.',
    details: { head },
  });
}
