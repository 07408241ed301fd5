import { Kysely } from 'kysely';
import { D1Dialect } from 'kysely-d1';

const on = (database) => new Kysely({ dialect: new D1Dialect({ database }) });

export default {
  async up(db) {
    await on(db).schema.createTable('posts').addColumn('title', 'text').execute();
    await on(db)
      .insertInto('posts')
      .values([{ title: 'one' }, { title: 'two' }])
      .execute();
  },
  async down(db) {
    await on(db).schema.dropTable('posts').execute();
  },
};
