// A request that cannot be carried out as it was asked: the status and the sentence that the client gets.

export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
