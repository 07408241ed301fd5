// The title of a new migration, from what the user typed. Pure.
import { titleInvalid } from '../errors.ts';

// File names are limited to 255 bytes on the usual file systems; the timestamp, underscore and .ts take 18.
const longestTitle = 237;

/**
 * The input in snake case: `CreatePostsTable`, `create-posts table` and `create_posts_table` are one title.
 * Throws MIGRATION.NAME_INVALID.
 */
export function migrationTitle(input: string): string {
  if (/[/\\]/.test(input)) throw titleInvalid(input, 'it contains a path separator');
  const title = snakeCase(input);
  if (title === '') throw titleInvalid(input, 'it contains no letter or digit');
  // The ledger compares names byte by byte, and file systems normalize other letters differently.
  if (/[^a-z0-9_]/.test(title))
    throw titleInvalid(input, 'only the letters a to z, digits and _ are allowed');
  if (/^\d{14}_/.test(title)) throw titleInvalid(input, 'the timestamp is added automatically');
  if (title.length > longestTitle) throw titleInvalid(input, `it is longer than ${longestTitle} characters`);
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
