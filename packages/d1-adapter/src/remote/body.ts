// Reads the body of an answer, and never more of it than an answer can have.

/** The whole text, or undefined where it has more bytes, inflated; what was not read by then stays with the sender. */
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
