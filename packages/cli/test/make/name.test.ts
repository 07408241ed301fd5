import { describe, expect, it } from 'vitest';
import { migrationTitle } from '../../src/make/name.ts';
import { failureOf } from '../failure.ts';

describe('migrationTitle', () => {
  it.each([
    ['create_posts_table', 'create_posts_table'],
    ['CreatePostsTable', 'create_posts_table'],
    ['create-posts table', 'create_posts_table'],
    ['  Create   posts.table!  ', 'create_posts_table'],
    ['addHTMLToPosts', 'add_html_to_posts'],
    ['HTML', 'html'],
    ['addIndex2ToPosts', 'add_index2_to_posts'],
    ['2026 report', '2026_report'],
    ['__a__b__', 'a_b'],
    ['20261123101500', '20261123101500'],
  ])("makes '%s' %s", (input, title) => {
    expect(migrationTitle(input)).toBe(title);
  });

  it.each([
    '',
    '   ',
    '!!!',
    '___',
    'a/b',
    'a\\b',
    '../a',
    'größe',
    '表',
    '20261123101500_a',
    '20261123101500 a',
    'a'.repeat(238),
  ])("refuses '%s'", async (input) => {
    const failure = await failureOf(() => migrationTitle(input));
    expect(failure).toMatchObject({ code: 'MIGRATION.NAME_INVALID', details: { input } });
    expect(failure.hint).toContain('create_posts_table');
  });
});
