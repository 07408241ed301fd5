// Calls an asynchronous function once and keeps its result.

/** The first call runs the function; concurrent and later calls share its result. A failure is not kept. */
export function memoizeAsync<T>(run: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    running ??= run().catch((reason: unknown) => {
      running = undefined;
      throw reason;
    });
    return running;
  };
}
