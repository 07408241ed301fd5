// Puts a text of several lines, such as SQL, on one line.
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
