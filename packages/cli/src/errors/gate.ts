// gate:manifest, gate:check
import { messageOf, RoostError } from '@roostjs/internal-errors';

export function manifestFileUnusable(file: string, cause: unknown): RoostError {
  return new RoostError({
    code: 'GATE.FILE_UNUSABLE',
    message: `Cannot read or write the manifest '${file}': ${messageOf(cause)}.`,
    hint: 'Make sure that the file is accessible and its disk has space, or give another file.',
    details: { file },
    cause,
  });
}

export function manifestExtension(file: string): RoostError {
  return new RoostError({
    code: 'CLI.USAGE',
    message: `A manifest is a .json, .ts, .mts, .js or .mjs file, and '${file}' is none of them.`,
    hint: 'For example: --out src/schema-manifest.ts.',
    details: { file },
  });
}

export function manifestMissing(file: string): RoostError {
  return new RoostError({
    code: 'GATE.MANIFEST_MISSING',
    message: `There is no manifest '${file}'.`,
    hint: 'Fix the path, or write it: roost gate:manifest --out <file>.',
    details: { file },
  });
}

export function manifestUnreadable(file: string, cause: unknown): RoostError {
  return new RoostError({
    code: 'GATE.MANIFEST_UNREADABLE',
    message: `Cannot read the manifest '${file}': ${messageOf(cause)}`,
    hint: 'Write it again: roost gate:manifest --out <file>.',
    details: { file },
    cause,
  });
}

export function nothingToCheck(): RoostError {
  return new RoostError({
    code: 'CLI.USAGE',
    message: 'Neither --manifest nor --version-id was given.',
    hint: 'Give the file that gate:manifest wrote, or the id of a deployed version.',
  });
}

export function workerNameMissing(config: string): RoostError {
  return new RoostError({
    code: 'CLI.USAGE',
    message: `'${config}' does not name the Worker that --version-id belongs to.`,
    hint: 'Give its name with --name <worker>.',
    details: { config },
  });
}

export function versionUntagged(worker: string, versionId: string): RoostError {
  return new RoostError({
    code: 'GATE.VERSION_UNTAGGED',
    message: `The version '${versionId}' of '${worker}' has no manifest in its tag or its message.`,
    hint: 'Upload with one: wrangler deploy --tag "$(roost gate:manifest --tag)"; for this version, give its file with --manifest.',
    details: { worker, versionId },
  });
}
