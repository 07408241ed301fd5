// The pages that are followed.
import { isRun } from './follow.ts';
import { blocksOf } from './markdown.ts';
import { filesLike, textOf } from './repository.ts';

export const packageReadmes: readonly string[] = filesLike('packages/*').map(
  (folder) => `${folder}/README.md`,
);

// It begins in an empty folder: tests/packaging follows it.
const gettingStarted = 'docs/getting-started.md';

const guides = filesLike('docs/**/*.md').filter(
  (page) => page !== gettingStarted && blocksOf(textOf(page)).some(isRun),
);

export const followedPages: readonly string[] = [
  'README.md',
  'apps/example/README.md',
  ...guides,
  ...packageReadmes,
];
