// A manifest as the text of a file, by the file's extension. Pure.
import { extname } from 'node:path';
import type { SchemaManifest } from '@roostjs/internal-core';
import { manifestExtension } from '../errors.ts';

const header = '// Written by roost gate:manifest from the migrations. Do not edit: run it again.\n';
const entry = '@roostjs/migrations-core/gate';

const texts: Readonly<Record<string, (json: string) => string>> = {
  '.json': (json) => `${json}\n`,
  '.ts': (json) =>
    `${header}import type { SchemaManifest } from '${entry}';\n\nexport default ${json} satisfies SchemaManifest;\n`,
  '.js': (json) => `${header}\n/** @type {import('${entry}').SchemaManifest} */\nexport default ${json};\n`,
};

/** How a file of this name is written. Throws CLI.USAGE for an extension that it cannot have. */
export function manifestText(file: string): (manifest: SchemaManifest) => string {
  // A name that is only an extension has none for Node.
  const extension = extname(`manifest${file}`).replace(/^\.m(?=[jt]s$)/, '.');
  const text = texts[extension];
  if (text === undefined) throw manifestExtension(file);
  return (manifest) => text(JSON.stringify(manifest, null, 2));
}
