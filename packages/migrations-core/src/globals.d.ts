// The only runtime globals that core uses: present in Node, in Workers and in every browser.
interface Response {
  readonly status: number;
}

declare const Response: {
  json(body: unknown, init: { readonly status: number }): Response;
};

declare const crypto: {
  randomUUID(): string;
  readonly subtle: { digest(algorithm: 'SHA-256', data: Uint8Array): Promise<ArrayBuffer> };
};

declare class TextEncoder {
  encode(text: string): Uint8Array;
}

declare const console: { warn(message: string): void };
