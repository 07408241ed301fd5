// Removes secrets from texts that are shown. The caller passes the secrets.

/** Removes the secrets from a text of another source. */
export type Redact = (text: string) => string;

const hidden = '(hidden)';

export function redactorOf(secrets: readonly string[]): Redact {
  const forms = secrets.flatMap((secret) => [secret, secret.trim(), encodeURIComponent(secret.trim())]);
  // Longest first, since one secret may be a part of another.
  const known = [...new Set(forms)].filter((form) => form !== '').sort((a, b) => b.length - a.length);
  return (text) => known.reduce((rest, secret) => rest.replaceAll(secret, hidden), text);
}
