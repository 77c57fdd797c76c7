import { isJsonObject } from '../json-value.js';

const mask = '[redacted]';

/** Secrets shorter than this are not searched for: they would blank out ordinary text. */
const minimumSecretLength = 6;

/** Removes credentials from everything that leaves the process as text. */
export interface Redactor {
  /** Adds a value that must never appear, with its base64 and URL-encoded forms. */
  addSecret(value: string): void;
  redact(text: string): string;
}

/** A copy of plain data with every text in it redacted. */
export function redactAll<Value>(value: Value, redactor: Redactor): Value;
export function redactAll(value: unknown, redactor: Redactor): unknown {
  if (typeof value === 'string') return redactor.redact(value);
  if (Array.isArray(value)) return value.map((entry) => redactAll(entry, redactor));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, redactAll(entry, redactor)]));
}

export function createRedactor(): Redactor {
  const secrets = new Set<string>();
  let pattern: RegExp | undefined;
  return {
    addSecret(value) {
      if (value.length < minimumSecretLength || secrets.has(value)) return;
      for (const form of forms(value)) secrets.add(form);
      const longestFirst = [...secrets].sort((a, b) => b.length - a.length);
      pattern = new RegExp(longestFirst.map(escapeForPattern).join('|'), 'g');
    },
    redact(text) {
      const withoutKnown = pattern ? text.replace(pattern, mask) : text;
      return withoutKnown
        .replace(/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/g, `$1 ${mask}`)
        .replace(
          /([?&](?:[a-z_-]*token|(?:api_?)?key|password|signature|sig|x-(?:amz|goog)-[a-z-]+|code|(?:client_)?secret)=)[^&\s"'\\]+/gi,
          `$1${mask}`,
        );
    },
  };
}

/** How a value reads in addresses, headers, and text that was put into JSON once or twice. */
function forms(value: string): string[] {
  const inJson = JSON.stringify(value).slice(1, -1);
  return [
    value,
    encodeURIComponent(value),
    inJson,
    JSON.stringify(inJson).slice(1, -1),
    Buffer.from(value).toString('base64'),
    ...inBase64OfLongerText(value),
  ];
}

/**
 * What the value looks like somewhere inside encoded text, as in the `email:token` of Basic authorization. Three bytes
 * are four characters, so it depends on where in a group of three it begins; characters shared with neighbours are
 * left out.
 */
function inBase64OfLongerText(value: string): string[] {
  const bytes = Buffer.from(value);
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const inner = encoded.slice(Math.ceil((offset * 4) / 3), Math.floor(((offset + bytes.length) * 4) / 3));
    return inner.length < minimumSecretLength ? [] : [inner, inner.replace(/\+/g, '-').replace(/\//g, '_')];
  });
}

function escapeForPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
