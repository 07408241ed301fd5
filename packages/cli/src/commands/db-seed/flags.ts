// The flags of roost db:seed.
import { type FlagsOf, pretend, seedingFlags } from '../../flags.ts';

export const flags = [pretend, ...seedingFlags] as const;

export type SeedFlags = FlagsOf<typeof flags>;
