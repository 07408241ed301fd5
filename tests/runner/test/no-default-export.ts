// A module that a migration must not be.
export const up = (): void => {};
