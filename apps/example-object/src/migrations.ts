// Every migration of a room. The keys give the names, and the names the order.
import createMessages from '../migrations/20261201090000_create_messages.ts';
import createAuthors from '../migrations/20261202090000_create_authors.ts';

export const migrations = {
  '20261201090000_create_messages': createMessages,
  '20261202090000_create_authors': createAuthors,
};
