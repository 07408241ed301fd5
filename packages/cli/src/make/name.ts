// The title of a new migration, from what the user typed. Pure.
import { seederNameInvalid, titleInvalid } from '../errors.ts';

// File names are limited to 255 bytes on the usual file systems; the timestamp, underscore and .ts take 18.
const longestTitle = 237;

/**
 * The input in snake case: `CreatePostsTable`, `create-posts table` and `create_posts_table` are one title.
 * Throws MIGRATION.NAME_INVALID.
 */
export function migrationTitle(input: string): string {
  const title = fileTitle(input, titleInvalid);
  if (/^\d{14}_/.test(title)) throw titleInvalid(input, 'the timestamp is added automatically');
  return title;
}

/** The name of a new seeder, likewise in snake case; it may begin with a number. Throws SEEDERS.NAME_INVALID. */
export function seederName(input: string): string {
  return fileTitle(input, seederNameInvalid);
}

function fileTitle(input: string, invalid: (input: string, problem: string) => Error): string {
  if (/[/\\]/.test(input)) throw invalid(input, 'it contains a path separator');
  const title = snakeCase(input);
  if (title === '') throw invalid(input, 'it contains no letter or digit');
  // The ledger compares names byte by byte, and file systems normalize other letters differently.
  if (/[^a-z0-9_]/.test(title)) throw invalid(input, 'only the letters a to z, digits and _ are allowed');
  if (title.length > longestTitle) throw invalid(input, `it is longer than ${longestTitle} characters`);
  return title;
}

function snakeCase(input: string): string {
  return input
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1_$2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1_$2')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '');
}
