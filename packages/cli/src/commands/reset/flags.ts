// The flags of roost migrate:reset.
import { destroyingFlags, type FlagsOf, useFiles } from '../../flags.ts';

export const flags = [useFiles, ...destroyingFlags] as const;

export type ResetFlags = FlagsOf<typeof flags>;
