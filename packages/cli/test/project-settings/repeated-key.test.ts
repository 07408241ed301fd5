import { expect, it } from 'vitest';
import { repeatedKey } from '../../src/project-settings/repeated-key.ts';

it.each([
  ['{"a":1,"a":2}', 'a'],
  ['{"x":[{"a":1},{"a":1,"b":{},"\\u0061" : 2}]}', 'a'],
  ['{"a\\"}":1,"b":"a\\"}","a\\"}":2}', 'a"}'],
  ['{"":{},"":{}}', ''],
  ['{"__proto__":1,"__proto__":1}', '__proto__'],
  ['{"a":{"a":[{"a":"a"}]},"b":{"a":"{"},"c":["a","a"]}', undefined],
  ['"a"', undefined],
])('finds in %s the key that stands twice: %s', (text, key) => {
  expect(() => JSON.parse(text)).not.toThrow();
  expect(repeatedKey(text)).toBe(key);
});
