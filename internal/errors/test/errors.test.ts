import { describe, expect, it, vi } from 'vitest';
import { isRoostError, messageOf, RoostError } from '../src/index.ts';

const failure = { code: 'A.B', message: 'It failed.', hint: 'Try again.', details: { name: 'x' } };

describe('a RoostError', () => {
  it('is recognised whichever copy of the class made it', async () => {
    vi.resetModules();
    const copy = await import('../src/index.ts');
    expect(copy.RoostError).not.toBe(RoostError);
    expect(isRoostError(new copy.RoostError(failure))).toBe(true);
    expect(new copy.RoostError(failure)).not.toBeInstanceOf(RoostError);
  });

  it.each([undefined, null, 'A.B', {}, new Error('A.B'), { code: 'A.B', hint: '' }])('is not %j', (value) => {
    expect(isRoostError(value)).toBe(false);
  });

  it('as JSON has no stack, and of its cause the code, message and hint', () => {
    const cause = new RoostError({
      code: 'C.D',
      message: 'Before.',
      hint: 'Mend it.',
      details: { secret: 1 },
    });
    expect(JSON.parse(JSON.stringify(new RoostError({ ...failure, cause })))).toEqual({
      ...failure,
      cause: { code: 'C.D', message: 'Before.', hint: 'Mend it.' },
    });
    expect(JSON.parse(JSON.stringify(new RoostError({ ...failure, cause: 'text' })))).toMatchObject({
      cause: { message: 'text' },
    });
    expect(JSON.parse(JSON.stringify(new RoostError({ code: 'A.B', message: 'm', hint: 'h' })))).toEqual({
      code: 'A.B',
      message: 'm',
      hint: 'h',
      details: {},
    });
  });
});

describe('what a thrown value says', () => {
  it.each([
    [new Error('text'), 'text'],
    ['text', 'text'],
    [undefined, 'undefined'],
    [7, '7'],
  ])('%o', (thrown, message) => {
    expect(messageOf(thrown)).toBe(message);
  });
});
