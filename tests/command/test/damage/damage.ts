// One damage: what is done to a database in which a, b and c are applied while d is pending, and what each command makes of it.
import { prepareDatabase } from '../support/database.ts';

export const database = 'app.sqlite';

/** Refused: every byte stays as it is. */
type Refused = {
  readonly kind: 'refused';
  readonly code: string;
  readonly exitCode: 1 | 2;
  readonly message: string;
};

/** Done: `a1 b1` are the migrations and batches of the ledger in its order; the tables are those, unless given. */
type Left = { readonly kind: 'left'; readonly ledger: string; readonly tables: string };

/** The states that migrate:status shows, `a:applied d:pending`, and every byte stays as it is. */
type Shown = { readonly kind: 'shown'; readonly states: string };

/** What the one failed check of doctor says, and every byte stays as it is. */
type Found = { readonly kind: 'found'; readonly message: string };

export type Outcome = Refused | Left | Shown | Found;

export type Damage = {
  readonly title: string;
  /** Is given the path of the database. */
  readonly damage: (file: string) => void;
  /** The titles of the migrations whose files are gone. */
  readonly gone?: readonly string[];
  /** By the command line. */
  readonly outcomes: Readonly<Record<string, Outcome>>;
};

export function refused(code: string, exitCode: 1 | 2, message: string): Outcome {
  return { kind: 'refused', code, exitCode, message };
}

export function left(ledger: string, tables: string = titlesIn(ledger)): Outcome {
  return { kind: 'left', ledger, tables };
}

export function shown(states: string): Outcome {
  return { kind: 'shown', states };
}

export function found(message: string): Outcome {
  return { kind: 'found', message };
}

/** What each of these commands makes of it. */
export function everyCommand(outcome: Outcome): Damage['outcomes'] {
  const commands = ['migrate:status', 'migrate', 'migrate:rollback'];
  return Object.fromEntries(commands.map((command) => [command, outcome]));
}

/** A damage that any SQLite client can do. */
export function sql(text: string): Damage['damage'] {
  return (file) => prepareDatabase(file, text);
}

function titlesIn(ledger: string): string {
  return ledger.replace(/\d+/g, '').split(' ').sort().join(' ');
}
