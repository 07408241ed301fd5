// The compiler options under which the published types are checked: the strictest, for both ways in which current
// projects resolve modules.

const strictest = {
  target: 'es2023',
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: false,
};

/** With nothing but the language itself: no DOM, no Node. */
export const bare = { ...strictest, lib: ['es2023'], types: [] };

/** What the templates of Cloudflare's Workers have, and `skipLibCheck` off. */
export const worker = {
  ...strictest,
  target: 'es2024',
  lib: ['es2024'],
  types: ['@cloudflare/workers-types'],
  isolatedModules: true,
};

export const resolutions = [
  { name: 'nodenext', options: { module: 'nodenext' } },
  { name: 'bundler', options: { module: 'es2022', moduleResolution: 'bundler' } },
] as const;
