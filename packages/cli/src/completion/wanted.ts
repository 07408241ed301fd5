// What a command line needs at its last word, which is still being written. Pure.
import type { AnyCommand } from '../command.ts';
import type { Flag } from '../flag.ts';
import { commonFlags } from '../flags.ts';

/** A word that fits, and what it does. */
export type Candidate = { readonly word: string; readonly summary: string };

/**
 * `words`: these. `value`: what its syntax names, such as `file` or `migration`. `before` precedes each word on the command line, as in
 * `--to=`; `written` is what follows it. `flags` are the values that the command line gives to flags before.
 */
export type Wanted =
  | { readonly kind: 'words'; readonly written: string; readonly words: readonly Candidate[] }
  | {
      readonly kind: 'value';
      readonly before: string;
      readonly written: string;
      readonly name: string;
      readonly flags: Readonly<Record<string, string>>;
    };

/** `words` begin after `roost`; the last one is written up to the cursor, and may be empty. */
export function wantedAt(commands: readonly AnyCommand[], words: readonly string[]): Wanted {
  const written = words.at(-1)?.trim() ?? '';
  const [name, ...before] = words.slice(0, -1);
  const names = commands.map(({ name: word, summary }) => ({ word, summary }));
  if (name === undefined) {
    const help = { word: 'help', summary: 'show help for a command' };
    return written.startsWith('-') ? wordsOf(written, programFlags) : wordsOf(written, [...names, help]);
  }
  if (name === 'help') return wordsOf(written, before.length === 0 ? names : []);
  const command = commands.find((each) => each.name === name);
  return command === undefined ? wordsOf(written, []) : wantedOf(command, before, written);
}

const programFlags = [
  { word: '--help', summary: 'show help' },
  { word: '--version', summary: 'print the version' },
];

function wordsOf(written: string, words: readonly Candidate[]): Wanted {
  return { kind: 'words', written, words };
}

function wantedOf(command: AnyCommand, before: readonly string[], written: string): Wanted {
  const declared: readonly Flag[] = [...command.flags, ...commonFlags];
  const { flags, positional, pending } = readWords(declared, before);
  if (pending !== undefined) return wantedValue(pending, { before: '', written, flags });
  const [, spelling, value] = /^(--[^=]+)=(.*)$/s.exec(written) ?? [];
  const assigned = declared.find((flag) => spelling !== undefined && takesValue(flag, spelling));
  if (assigned !== undefined && value !== undefined)
    return wantedValue(assigned, { before: `${spelling}=`, written: value, flags });
  if (written.startsWith('-')) {
    const given = new Set(before);
    const left = declared.filter(
      (flag) => isRepeatable(flag) || !spellings(flag).some((each) => given.has(each)),
    );
    const long = left.map((flag) => ({ word: spellings(flag).at(-1) ?? '', summary: flag.summary }));
    return wordsOf(written, [...long, { word: '--help', summary: 'show help' }]);
  }
  const argument = command.arguments?.[positional] ?? command.arguments?.at(-1);
  const isLeft =
    argument !== undefined &&
    (positional < (command.arguments?.length ?? 0) || /\.\.\./.test(argument.syntax));
  return isLeft
    ? { kind: 'value', before: '', written, name: placeholder(argument.syntax), flags }
    : wordsOf(written, []);
}

type Read = {
  readonly flags: Readonly<Record<string, string>>;
  readonly positional: number;
  /** The flag whose value comes next. */
  readonly pending: Flag | undefined;
};

function readWords(declared: readonly Flag[], words: readonly string[]): Read {
  const flags: Record<string, string> = {};
  let positional = 0;
  let pending: Flag | undefined;
  for (const word of words) {
    const [spelling = '', ...rest] = word.split('=');
    if (pending !== undefined) {
      flags[placeOf(pending)] = word;
      pending = undefined;
    } else if (!word.startsWith('-')) {
      positional += 1;
    } else {
      const flag = declared.find((each) => takesValue(each, spelling));
      if (flag !== undefined && rest.length > 0) flags[placeOf(flag)] = rest.join('=');
      else pending = flag;
    }
  }
  return { flags, positional, pending };
}

function wantedValue(
  flag: Flag,
  at: Pick<Wanted & { kind: 'value' }, 'before' | 'written' | 'flags'>,
): Wanted {
  const { choices, offered = choices } = flag.value;
  if (offered === undefined) return { kind: 'value', ...at, name: placeholder(flag.syntax) };
  const words = offered.map((word) => ({ word: `${at.before}${word}`, summary: '' }));
  return wordsOf(`${at.before}${at.written}`, words);
}

/** `--persist-to` of `--persist-to <dir>`; both of two. */
function spellings({ syntax }: Flag): readonly string[] {
  return syntax.replace(/ [<[].*$/, '').split(', ');
}

/** The long name without its dashes. */
function placeOf(flag: Flag): string {
  return (spellings(flag).at(-1) ?? '').replace(/^-+/, '');
}

function takesValue(flag: Flag, spelling: string): boolean {
  return / [<[]/.test(flag.syntax) && spellings(flag).includes(spelling);
}

function isRepeatable({ value }: Flag): boolean {
  return Array.isArray(value.initial);
}

/** `dir` of `--persist-to <dir>`, `seeder` of `[seeder...]`. */
function placeholder(syntax: string): string {
  return /[<[]([\w-]+)/.exec(syntax)?.[1] ?? '';
}
