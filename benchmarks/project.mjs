// A throw-away folder for one contender: its migrations, its configuration and its database.
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export class Project {
  #moves = 0;
  #kept = false;

  constructor() {
    this.root = mkdtempSync(join(tmpdir(), 'roost-bench-'));
    this.folder = join(this.root, 'project');
    this.write('package.json', '{ "type": "module" }');
  }

  path(name) {
    return join(this.folder, name);
  }

  write(name, text) {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), text);
  }

  /** Keeps the database as it is now, or that there is none, for `restore` to bring back. */
  keep(database) {
    this.#kept = existsSync(this.path(database));
    if (this.#kept) cpSync(this.path(database), join(this.root, 'kept'), { recursive: true });
  }

  restore(database) {
    for (const end of ['', '-wal', '-shm'])
      rmSync(this.path(database + end), { recursive: true, force: true });
    if (this.#kept) cpSync(join(this.root, 'kept'), this.path(database), { recursive: true });
  }

  /** Under another path the files are new to whatever keeps compiled modules. */
  move() {
    this.#moves += 1;
    const folder = join(this.root, `project-${this.#moves}`);
    renameSync(this.folder, folder);
    this.folder = folder;
  }

  remove() {
    rmSync(this.root, { recursive: true });
  }
}
