import { describe, expect, it } from 'vitest';
import { checksumOf } from '../../src/migrations-folder/checksum.ts';

describe('checksumOf', () => {
  it('is the SHA-256 of the text', () => {
    // printf 'a\nb\n' | sha256sum
    expect(checksumOf('a\nb\n')).toBe('911169ddaaf146aff539f58c26c489af3b892dff0fe283c1c264c65ae5aa59a2');
  });

  it.each(['a\r\nb\r\n', 'a\rb\r', '\uFEFFa\nb\n', '\uFEFFa\r\nb\n'])('is the same for %j', (text) => {
    expect(checksumOf(text)).toBe(checksumOf('a\nb\n'));
  });

  it.each(['a\nb', 'a\n\nb\n', 'a\n\uFEFFb\n', 'a\nB\n'])('is different for %j', (text) => {
    expect(checksumOf(text)).not.toBe(checksumOf('a\nb\n'));
  });
});
