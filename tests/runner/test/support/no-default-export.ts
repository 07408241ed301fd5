// A module that is no migration.
export const up = (): void => {};
