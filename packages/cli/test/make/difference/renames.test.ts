import type { Schema } from '@roostjs/internal-core';
import { describe, expect, it } from 'vitest';
import { decideRenames } from '../../../src/make/difference/renames.ts';
import { failureOf } from '../../failure.ts';

function table(name: string, ...columns: readonly string[]): Schema[number] {
  return { type: 'table', name, sql: `CREATE TABLE ${name} (${columns.join(', ')})` };
}

const from = [table('posts', 'id INTEGER', 'title TEXT', 'note TEXT', 'size INTEGER')];
const to = [table('posts', 'id INTEGER', 'headline TEXT', 'body TEXT', 'views INTEGER')];

/** Answers in order; gives the questions as well. */
async function asked(
  answers: readonly string[],
  schemas: { readonly from: Schema; readonly to: Schema },
  given: readonly string[] = [],
): Promise<{ renames: readonly string[]; questions: readonly string[] }> {
  const questions: string[] = [];
  const prompt = async (question: string): Promise<string> => {
    questions.push(question);
    return answers[questions.length - 1] ?? '';
  };
  const renames = await decideRenames(prompt, given, schemas);
  return { renames: renames.map((one) => `${one.from} to ${one.to}`), questions };
}

const columnQuestion = (old: string, now: string): string =>
  `Is the new column '${now}' of 'posts' its column '${old}' under a new name? [y/N] `;

describe('a rename', () => {
  it('is asked for each pair of one type, until it is known', async () => {
    expect(await asked(['n', 'y', 'n', 'yes'], { from, to })).toEqual({
      renames: ['title to body', 'size to views'],
      questions: [
        columnQuestion('title', 'headline'),
        columnQuestion('title', 'body'),
        columnQuestion('note', 'headline'),
        columnQuestion('size', 'views'),
      ],
    });
  });

  it('is asked for the table first, and then for its columns', async () => {
    const renamed = [table('articles', 'id INTEGER', 'headline TEXT', 'note TEXT', 'size INTEGER')];
    const { renames, questions } = await asked(['y', 'y'], { from, to: renamed });
    expect(renames).toEqual(['posts to articles', 'title to headline']);
    expect(questions[0]).toBe("Is the new table 'articles' the table 'posts' under a new name? [y/N] ");
    expect((await asked(['n'], { from, to: renamed })).renames).toEqual([]);
  });

  it('is not asked for if flags say it, or that there is no other', async () => {
    const titled = ['posts.title:headline'];
    expect((await asked([], { from, to }, [...titled, 'none'])).questions).toEqual([]);
    expect((await asked([], { from, to }, titled)).questions).toHaveLength(2);
    expect(await asked([], { from, to }, ['none'])).toEqual({ renames: [], questions: [] });
  });

  it('may have another type if a flag says it', async () => {
    expect((await asked([], { from, to }, ['posts.size:body', 'none'])).renames).toEqual(['size to body']);
  });

  it('is refused if nobody can be asked, with all that are possible', async () => {
    const failure = await failureOf(() => decideRenames(null, [], { from, to }));
    expect(failure).toMatchObject({
      code: 'DIFFERENCE.RENAME_UNDECIDED',
      details: {
        renames: [
          'posts.title:headline',
          'posts.title:body',
          'posts.note:headline',
          'posts.note:body',
          'posts.size:views',
        ],
      },
    });
  });

  it.each([
    'posts:articles',
    'posts.title:other',
    'posts.id:headline',
    'other.title:headline',
    'title:headline',
    'posts.title',
    'posts.title:',
    'a.b.c:d',
    '',
  ])('that fits nothing is refused: %j', async (given) => {
    const failure = await failureOf(() => decideRenames(null, [given, 'none'], { from, to }));
    expect(failure).toMatchObject({ code: 'DIFFERENCE.RENAME_UNKNOWN', details: { rename: given } });
  });
});
