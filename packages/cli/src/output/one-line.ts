// A text of several lines, such as SQL, on one.

export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
