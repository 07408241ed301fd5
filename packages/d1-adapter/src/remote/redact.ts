// Keeps secrets out of what is told. It replaces texts; what is secret is said by whoever knows it.

/** Takes the secrets out of a text that comes from elsewhere. */
export type Redact = (text: string) => string;

const hidden = '(hidden)';

export function redactorOf(secrets: readonly string[]): Redact {
  const forms = secrets.flatMap((secret) => [secret, secret.trim(), encodeURIComponent(secret.trim())]);
  // The longest first, since one secret may be a part of another.
  const known = [...new Set(forms)].filter((form) => form !== '').sort((a, b) => b.length - a.length);
  return (text) => known.reduce((rest, secret) => rest.replaceAll(secret, hidden), text);
}
