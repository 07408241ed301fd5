// What a fresh start takes away, as data.

export type WipedObject = { readonly type: 'table' | 'view' | 'trigger'; readonly name: string };

/** The objects in the order in which they go, and the statements that do it, as one batch. */
export type Wipe = { readonly objects: readonly WipedObject[]; readonly statements: readonly string[] };
