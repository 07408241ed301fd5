// What a post's summary is made of.

export function firstSentence(body: string): string {
  return /^.*?[.!?](?=\s|$)/s.exec(body)?.[0] ?? body;
}
