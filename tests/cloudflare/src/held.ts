// Requests that have run and are answered by nothing until somebody has their connections cut.

export class Held {
  #cuts: (() => void)[] = [];
  #waiting: (() => void)[] = [];

  /** Holds a request. */
  untilCut(): Promise<void> {
    for (const tell of this.#waiting.splice(0)) tell();
    return new Promise((cut) => this.#cuts.push(cut));
  }

  /** Resolves once a request is held. */
  async next(): Promise<void> {
    if (this.#cuts.length === 0) await new Promise<void>((tell) => this.#waiting.push(tell));
  }

  cutAll(): void {
    for (const cut of this.#cuts.splice(0)) cut();
  }
}
