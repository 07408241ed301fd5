// Our databases that are compared with the reference. Each is opened again for every group of calls.

import { join } from 'node:path';
import { startCloudflare } from '@roostjs/tests-cloudflare';
import type { D1Database } from '../../src/d1.ts';
import { openDevD1 } from '../../src/dev.ts';
import { type LocalD1Database, openLocalD1 } from '../../src/local.ts';
import { openRemoteD1 } from '../../src/remote.ts';
import { startExplorer } from '../support/explorer.ts';
import { newFolder, removeFolder } from '../support/folder.ts';
import type { CallOutcome } from './call.ts';
import { devDifferences, localDifferences, remoteDifferences } from './differences.ts';

/** Empty databases, by name, until they are closed. */
export type Opened = { database(name: string): D1Database; close(): Promise<void> };

export type Candidate = {
  readonly open: (names: readonly string[]) => Promise<Opened>;
  /** Its outcomes that differ from the reference, by the title of the call. */
  readonly differences: Readonly<Record<string, CallOutcome>>;
};

export const candidates: Readonly<Record<string, Candidate>> = {
  local: { open: openLocal, differences: localDifferences },
  dev: { open: openDev, differences: devDifferences },
  remote: { open: (names) => openRemote(names, false), differences: remoteDifferences },
  'remote, where every parameter arrives as a text': {
    open: (names) => openRemote(names, true),
    differences: remoteDifferences,
  },
};

async function openLocal(): Promise<Opened> {
  const folder = newFolder();
  const opened: LocalD1Database[] = [];
  return {
    database: (name) => {
      const db = openLocalD1({ path: join(folder, `${name}.sqlite`) });
      opened.push(db);
      return db;
    },
    close: async () => {
      for (const db of opened) db.close();
      removeFolder(folder);
    },
  };
}

async function openDev(names: readonly string[]): Promise<Opened> {
  const explorer = await startExplorer(names);
  return {
    database: (databaseId) => openDevD1({ url: explorer.url, databaseId }),
    close: () => explorer.stop(),
  };
}

async function openRemote(names: readonly string[], paramsAsText: boolean): Promise<Opened> {
  const cloudflare = await startCloudflare({ databases: names, behaviour: { paramsAsText } });
  const env = { CLOUDFLARE_API_BASE_URL: cloudflare.url, CLOUDFLARE_API_TOKEN: cloudflare.token };
  return {
    database: (name) => openRemoteD1({ accountId: cloudflare.accountId, databaseName: name, env }),
    close: () => cloudflare.stop(),
  };
}
