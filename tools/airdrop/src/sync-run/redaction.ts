const placeholder = '[redacted]';
/** Shorter texts are too likely to appear by chance. */
const leastSecretCharacters = 8;

/** Texts of a connection that must never be written down or leave the snap-in. */
export function connectionSecrets(fields: Readonly<Record<string, string>>, key: string): string[] {
  const values = Object.entries(fields);
  const secretFields = values.filter(([name]) => /token|secret|password|key/i.test(name));
  const secrets = new Set([key]);
  for (const [, secret] of secretFields) {
    secrets.add(secret);
    for (const [, other] of values) {
      // What HTTP basic authentication makes of a user name and this secret.
      for (const pair of [`${other}:${secret}`, `${other}/token:${secret}`, `${secret}:${other}`]) {
        secrets.add(Buffer.from(pair).toString('base64'));
      }
    }
  }
  return [...secrets].filter((secret) => secret.length >= leastSecretCharacters);
}

/** Replaces every secret, also where it stands escaped inside a JSON text. */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const needles = secrets.flatMap((secret) => {
    const escaped = JSON.stringify(secret).slice(1, -1);
    return escaped === secret ? [secret] : [escaped, secret];
  });
  // A token inside a key must not be replaced before the key is recognised.
  needles.sort((left, right) => right.length - left.length);
  return (text) => needles.reduce((redacted, needle) => redacted.replaceAll(needle, placeholder), text);
}
