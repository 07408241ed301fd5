import { Kysely } from 'kysely';
import { D1Dialect } from 'kysely-d1';

export default {
  withinTransaction: false,
  async up(database) {
    const kysely = new Kysely({ dialect: new D1Dialect({ database }) });
    const { numUpdatedRows } = await kysely
      .updateTable('posts')
      .set({ title: 'x' })
      .executeTakeFirstOrThrow();
    await kysely
      .insertInto('posts')
      .values({ title: `${numUpdatedRows} updated` })
      .execute();
  },
};
