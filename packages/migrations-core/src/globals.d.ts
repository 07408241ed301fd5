// The only runtime global that core uses: present in Node, in Workers and in every browser.
declare const crypto: { randomUUID(): string };
