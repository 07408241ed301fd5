// What is asked for once and kept. A failure is not kept.

/** Asks at the first call; calls meanwhile and afterwards share its answer, unless it failed. */
export function memoizeAsync<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= ask().catch((reason: unknown) => {
      asked = undefined;
      throw reason;
    });
    return asked;
  };
}
