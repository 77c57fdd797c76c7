import type { DevrevField } from '../devrev-objects/index.js';

/** A key as it is shown in a problem; keys can be of any length. */
export function quoted(key: string): string {
  return JSON.stringify(key.length > 80 ? `${key.slice(0, 80)}…` : key);
}

/** Of some enums DevRev publishes no values: any key may be one. */
export function isLegalKey({ enumValues = {} }: DevrevField, key: string): boolean {
  return Object.keys(enumValues).length === 0 || Object.hasOwn(enumValues, key);
}

export function legalKeys({ enumValues = {} }: DevrevField): string {
  return `Use one of ${Object.keys(enumValues).join(', ')}.`;
}
