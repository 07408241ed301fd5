// Reads the body of an answer, and never more of it than an answer can have.

/**
 * Bytes of an answer, inflated. The result of a query has at most 50 MB (developers.cloudflare.com/d1/platform/limits), so that
 * what is longer does not come from D1.
 */
export const longestAnswer: number = 64 * 1024 * 1024;

/** The whole text, or undefined where it is longer than that; what has not been read by then stays with the sender. */
export async function boundedText(
  body: ReadableStream<Uint8Array> | null,
  limit: number,
): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    // To leave the loop cancels the body, and with it the connection.
    if (bytes > limit) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
