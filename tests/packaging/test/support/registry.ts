// A registry on the loopback address with a single version of each package, so that an installation needs no
// network and gets what the lockfile has. Knows as much of npm's protocol as `npm install` asks for:
// https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Manifest } from './installed.ts';

export type RegistryPackage = { readonly manifest: Manifest; readonly tarball: string };

export type Registry = { readonly url: string; close(): Promise<void> };

/** Serves these packages, and 404 for any other, until it is closed. */
export async function openRegistry(packages: readonly RegistryPackage[]): Promise<Registry> {
  const byName = new Map(packages.map((one) => [one.manifest.name, one]));
  const server = createServer(({ url = '/' }, response) => {
    const [name = '', tarball] = decodeURIComponent(url.slice(1)).split('/-/');
    const found = byName.get(name);
    if (found === undefined) answer(response, 404, '{}');
    else if (tarball === undefined) answer(response, 200, JSON.stringify(metadata(found, address())));
    else answer(response, 200, readFileSync(found.tarball));
  });
  const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: address(), close: () => closed(server) };
}

function metadata({ manifest, tarball }: RegistryPackage, registry: string): object {
  const { name, version } = manifest;
  const integrity = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
  const dist = { tarball: `${registry}${name}/-/${version}.tgz`, integrity };
  return { name, 'dist-tags': { latest: version }, versions: { [version]: { ...manifest, dist } } };
}

function answer(response: ServerResponse, status: number, body: string | Buffer): void {
  response.writeHead(status).end(body);
}

async function closed(server: ReturnType<typeof createServer>): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}
