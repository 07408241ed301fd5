// Reads what --json promises: exactly one JSON object on stdout, of one of two shapes.
import { expect } from 'vitest';
import type { Ended } from './roost.ts';

export type JsonAnswer = {
  readonly ok: boolean;
  readonly command: string | null;
  readonly target?: Record<string, unknown> | null;
  readonly result?: Record<string, unknown>;
  readonly error?: {
    readonly code: string;
    readonly message: string;
    readonly hint: string;
    readonly details: Record<string, unknown>;
  };
};

/** Fails the test where stdout is anything else than one object of the promised shape. */
export function answerOf({ stdout, exitCode }: Ended): JsonAnswer {
  const answer = JSON.parse(stdout) as JsonAnswer;
  const keys = Object.keys(answer).sort();
  if (answer.error === undefined) {
    // With or without a finding; `ok` and the exit code say which.
    expect(keys).toEqual(['command', 'ok', 'result', 'target']);
    expect(answer.ok).toBe(exitCode === 0);
  } else {
    expect(keys).toEqual(['command', 'error', 'ok']);
    expect(answer.ok).toBe(false);
    expect(answer.error).toMatchObject({
      code: expect.stringMatching(/^[A-Z]+\.[A-Z_]+$/),
      message: expect.stringMatching(/\S/),
      hint: expect.stringMatching(/\S/),
      details: expect.any(Object),
    });
  }
  return answer;
}
