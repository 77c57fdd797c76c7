import type { Property } from '../api/issue-writing.js';

/** Property of what was made from DevRev, by which it is found again when nobody knows whether it was made. */
export const markProperty = 'devrev.sync';

export const markOf = (key: string): Property => ({ key: markProperty, value: { id: key } });

/** @param value of the property, as Jira holds it */
export function isMark(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && 'id' in value && value.id === key;
}

/** Clocks differ; what was made is looked for from so long before it can have been made. */
export const toleranceMs = 300_000;
