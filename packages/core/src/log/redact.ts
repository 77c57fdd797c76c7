const mask = '[redacted]';

/** Secrets shorter than this are not searched for: they would blank out ordinary text. */
const minimumSecretLength = 6;

/** Removes credentials from everything that leaves the process as text. */
export interface Redactor {
  /** Adds a value that must never appear, with its base64 and URL-encoded forms. */
  addSecret(value: string): void;
  redact(text: string): string;
}

export function createRedactor(): Redactor {
  const secrets = new Set<string>();
  let pattern: RegExp | undefined;
  return {
    addSecret(value) {
      if (value.length < minimumSecretLength || secrets.has(value)) return;
      for (const form of [
        value,
        encodeURIComponent(value),
        Buffer.from(value).toString('base64'),
        JSON.stringify(value).slice(1, -1),
      ]) {
        secrets.add(form);
      }
      const longestFirst = [...secrets].sort((a, b) => b.length - a.length);
      pattern = new RegExp(longestFirst.map(escapeForPattern).join('|'), 'g');
    },
    redact(text) {
      const withoutKnown = pattern ? text.replace(pattern, mask) : text;
      return withoutKnown
        .replace(/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/g, `$1 ${mask}`)
        .replace(
          /([?&](?:token|access_token|key|signature|sig|x-amz-[a-z-]+|code|secret)=)[^&\s"']+/gi,
          `$1${mask}`,
        );
    },
  };
}

function escapeForPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
