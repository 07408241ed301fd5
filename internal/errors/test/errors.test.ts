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

  it('has no stack as JSON, and only the code, message and hint of its cause', () => {
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

describe('the message of a thrown value', () => {
  it.each([
    [new Error('text'), 'text'],
    ['text', 'text'],
    [undefined, 'undefined'],
    [null, 'null'],
    [7, '7'],
    [7n, '7'],
    [Symbol('text'), 'Symbol(text)'],
    [{ reason: 7 }, '{"reason":7}'],
    [['a', { b: 1 }], '["a",{"b":1}]'],
  ])('%o', (thrown, message) => {
    expect(messageOf(thrown)).toBe(message);
  });

  it('never throws', () => {
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    const fail = (): never => {
      throw new Error('from inside');
    };
    const secretive = Object.defineProperty(new Error('text'), 'message', { get: fail });
    expect(messageOf(Object.assign(Object.create(null), { reason: 7 }))).toBe('{"reason":7}');
    expect(messageOf(cycle)).toBe('[object Object]');
    expect(messageOf({ toJSON: fail, toString: () => 'text' })).toBe('text');
    expect(messageOf({ toJSON: () => undefined, toString: fail })).toBe('a value that cannot be shown');
    expect(messageOf(Object.assign(Object.create(null), { n: 7n }))).toBe('a value that cannot be shown');
    expect(messageOf(new Proxy({}, { getPrototypeOf: fail, get: fail }))).toBe(
      'a value that cannot be shown',
    );
    expect(messageOf(secretive)).toBe('{}');
  });
});
