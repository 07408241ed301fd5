import { describe, expect, it } from 'vitest';
import { droppingOf, type Intent, intentOf, understoodNames } from '../../src/make/intent.ts';

const create = (table: string): Intent => ({ kind: 'create-table', table });
const add = (table: string, ...columns: readonly string[]): Intent => ({
  kind: 'add-columns',
  table,
  columns,
});

describe('the name of a migration', () => {
  it.each([
    ['create_posts_table', create('posts')],
    ['create_posts', create('posts')],
    ['create_table', create('table')],
    ['create_blog_posts_table', create('blog_posts')],
    ['add_slug_to_posts', add('posts', 'slug')],
    ['add_slug_to_posts_table', add('posts', 'slug')],
    ['add_slug_and_views_to_posts', add('posts', 'slug', 'views')],
    ['add_a_and_a_to_posts', add('posts', 'a')],
    ['add_api_key_to_users', add('users', 'api_key')],
    ['add_link_to_user_to_posts', add('posts', 'link_to_user')],
    ['rename_posts_to_articles', { kind: 'rename-table', from: 'posts', to: 'articles' }],
    ['rename_posts_table_to_articles_table', { kind: 'rename-table', from: 'posts', to: 'articles' }],
    [
      'rename_title_to_headline_in_posts',
      { kind: 'rename-column', table: 'posts', from: 'title', to: 'headline' },
    ],
    [
      'rename_title_to_headline_on_posts_table',
      { kind: 'rename-column', table: 'posts', from: 'title', to: 'headline' },
    ],
  ] satisfies readonly (readonly [string, Intent])[])('%s is understood', (title, intent) => {
    expect(intentOf(title)).toEqual(intent);
  });

  it.each([
    'posts',
    'create',
    'fix_things',
    'add_slug',
    'add_to_posts',
    'backfill_slugs_in_posts',
    'create_posts_title_index',
    'create_active_posts_view',
    'create_posts_and_comments',
    'add_index_to_posts',
    'add_indexes_to_posts_and_comments',
    'add_note_to_posts_and_comments',
    'add_foreign_key_to_posts',
    'rename_posts',
    'recreate_posts_table',
  ])('%s is not', (title) => {
    expect(intentOf(title)).toBeUndefined();
  });

  it('is understood if the warning about others names it', () => {
    const isUnknown = (name: string): boolean => (intentOf(name) ?? droppingOf(name)) === undefined;
    expect(understoodNames.filter(isUnknown)).toEqual([]);
  });

  it.each([
    ['drop_slug_from_posts', { table: 'posts', columns: ['slug'] }],
    ['remove_slug_and_note_from_posts_table', { table: 'posts', columns: ['slug', 'note'] }],
    ['drop_posts_table', { table: 'posts', columns: null }],
    ['drop_posts', { table: 'posts', columns: null }],
    ['remove_posts', undefined],
    ['drop_index_from_posts', undefined],
    ['create_posts', undefined],
  ])('%s drops, if there is such a thing: %j', (title, dropping) => {
    expect(droppingOf(title)).toEqual(dropping);
  });
});
