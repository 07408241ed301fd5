// A chat room: an object with its own database, which it migrates before it serves anything.
import { DurableObject } from 'cloudflare:workers';
import {
  type ObjectStatus,
  objectMigrations,
  type RollbackOptions,
} from '@roostjs/migrations-core/durable-object';
import { migrations } from './migrations.ts';

export type Message = { readonly author: string; readonly text: string };

export class Room extends DurableObject {
  readonly #migrations = objectMigrations(this.ctx, migrations, { onFailure: 'maintenance' });

  override async fetch(): Promise<Response> {
    return this.#migrations.serve(() => Response.json(this.#messages()));
  }

  async say({ author, text }: Message): Promise<void> {
    await this.#migrations.ready();
    const { sql } = this.ctx.storage;
    sql.exec('INSERT OR IGNORE INTO authors (name) VALUES (?)', author);
    sql.exec('INSERT INTO messages (text, author_id) SELECT ?, id FROM authors WHERE name = ?', text, author);
  }

  migrationStatus(): Promise<ObjectStatus> {
    return this.#migrations.status();
  }

  retryMigrations(): Promise<ObjectStatus> {
    return this.#migrations.retry();
  }

  rollbackMigrations(options?: RollbackOptions): Promise<ObjectStatus> {
    return this.#migrations.rollback(options);
  }

  #messages(): readonly Message[] {
    const query =
      'SELECT a.name AS author, m.text FROM messages m JOIN authors a ON a.id = m.author_id ORDER BY m.id';
    return this.ctx.storage.sql.exec<Message>(query).toArray();
  }
}
