// Asks a question on the terminal. The reader of the answer is loaded with the first question.
import type { Environment, Live, Prompt } from './context.ts';
import { isCi, sanitize } from './output/style.ts';

/** Whether the answer is yes; anything else is no. */
export async function confirms(prompt: Prompt, question: string): Promise<boolean> {
  return /^y(es)?$/i.test((await prompt(`${question} [y/N] `)).trim());
}

/** null if nobody can answer: input or output is no terminal, or it is that of a CI. */
export function promptOn(
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
  { env, live }: { readonly env: Environment; readonly live: Live | null },
): Prompt | null {
  if (!input.isTTY || !output.isTTY || isCi(env)) return null;
  return async (question) => {
    live?.end();
    const { createInterface } = await import('node:readline/promises');
    const terminal = createInterface({ input, output });
    const ended = new Promise<string>((resolve) => {
      terminal.once('close', () => resolve(''));
      terminal.once('SIGINT', () => terminal.close());
    });
    try {
      return await Promise.race([terminal.question(sanitize(question)), ended]);
    } finally {
      terminal.close();
    }
  };
}
