// Lines of TypeScript, broken where they would be longer than 80 columns. Pure.

const width = 80;

export function interfaceText(name: string, properties: readonly string[]): string {
  return `export interface ${name} {\n${properties.join('')}}\n`;
}

/** A property of an interface, whose type is a union. */
export function property(key: string, union: readonly string[]): string {
  const line = `  ${key}: ${union.join(' | ')};\n`;
  if (fits(line) || union.length === 1) return line;
  return `  ${key}:\n${union.map((type) => `    | ${type}`).join('\n')};\n`;
}

/** A property of a generic type, each of whose arguments is a union. */
export function genericProperty(key: string, type: string, unions: readonly (readonly string[])[]): string {
  const texts = unions.map((union) => union.join(' | '));
  const line = `  ${key}: ${type}<${texts.join(', ')}>;\n`;
  if (fits(line)) return line;
  return `  ${key}: ${type}<\n${unions.map(argument).join(',\n')}\n  >;\n`;
}

function argument(union: readonly string[]): string {
  const line = `    ${union.join(' | ')}`;
  return fits(`${line},\n`) || union.length === 1 ? line : union.map((type) => `    | ${type}`).join('\n');
}

function fits(line: string): boolean {
  return line.length - 1 <= width;
}
