// What a fresh start drops, as data.

export type WipedObject = { readonly type: 'table' | 'view' | 'trigger'; readonly name: string };

/** The objects in the order in which they are dropped, and the statements that drop them in one batch. */
export type Wipe = { readonly objects: readonly WipedObject[]; readonly statements: readonly string[] };
