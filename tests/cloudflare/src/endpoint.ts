// What an endpoint is given and gives. The table of them is in api.ts.

import type { Behaviour } from './behaviour.ts';
import type { Credentials } from './credentials.ts';
import type { Databases } from './databases.ts';
import type { Answer } from './envelope.ts';

/** A version of a Worker, with what it was uploaded with. */
export type Version = {
  readonly worker: string;
  readonly id: string;
  readonly tag?: string;
  readonly message?: string;
};
/** A statement that ran on a database, and how often. */
export type Insight = { readonly query: string; readonly count: number };

/** The account that the server stands for. */
export type Account = {
  readonly id: string;
  readonly credentials: Credentials;
  readonly databases: Databases;
  readonly versions: readonly Version[];
  /** Files put at an upload URL, by name; undefined until they arrive. */
  readonly uploads: Map<string, string | undefined>;
  /** What ran on each database, by its uuid. */
  readonly insights: Map<string, readonly Insight[]>;
  /** What holds at the time of the request. */
  behaviour(): Behaviour;
  /** The API's base, for URLs that an answer contains. */
  url(): string;
};

/** A request whose form is checked. */
export type Call = {
  /** The variable parts of the path, in order. */
  readonly parts: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  /** Parsed JSON, a file's text or undefined, as the endpoint takes it. */
  readonly body: unknown;
};

export type Endpoint = (account: Account, call: Call) => Answer | Promise<Answer>;
