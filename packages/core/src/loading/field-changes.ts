import { createHash } from 'node:crypto';
import type { DynamicValue } from '../metadata/item.js';

type Data = Readonly<Record<string, DynamicValue | undefined>>;

/** Fingerprints of the values both sides last agreed on, by field. */
export type AgreedValues = Readonly<Record<string, string>>;

export interface Sides {
  devrev: { data: Data; modifiedDate: string };
  external: { data: Data; modifiedDate: string };
  agreed: AgreedValues;
}

/**
 * What of an object of DevRev is to be written, field by field. A field that only one side has changed takes that side's
 * value; one that both have changed takes the value of the side whose object was changed later. Of an object that was
 * never written before nobody knows what both sides agreed on: there the later side takes all fields that differ.
 */
export function fieldChanges(sides: Sides): Record<string, DynamicValue> {
  return Object.fromEntries(
    differingFields(sides).flatMap(({ field, value, wins }) => (wins ? [[field, value]] : [])),
  );
}

/** Fields that were, or may have been, changed in DevRev and keep the value that the external system was given later. */
export function overruledFields(sides: Sides): string[] {
  return differingFields(sides).flatMap(({ field, wins, isOurs }) => (isOurs && !wins ? [field] : []));
}

function differingFields({ devrev, external, agreed }: Sides) {
  const isDevrevLater = Date.parse(devrev.modifiedDate) >= Date.parse(external.modifiedDate);
  return Object.entries(devrev.data).flatMap(([field, value]) => {
    if (value === undefined || !Object.hasOwn(external.data, field)) return [];
    const [ours, theirs] = [fingerprint(value), fingerprint(external.data[field] ?? null)];
    if (ours === theirs) return [];
    const base = agreed[field];
    const isOurs = ours !== base;
    return [{ field, value, isOurs, wins: isOurs && (theirs === base || isDevrevLater) }];
  });
}

/** What both sides agree on after fields were written. */
export function agreedAfter(sides: Sides, changes: Data, refused: readonly string[] = []): AgreedValues {
  const agreed: Record<string, string> = {};
  for (const field of Object.keys(sides.devrev.data)) {
    const isWritten = Object.hasOwn(changes, field) && !refused.includes(field);
    const value = isWritten ? changes[field] : sides.external.data[field];
    if (value !== undefined) agreed[field] = fingerprint(value);
  }
  return agreed;
}

/** Fingerprints of the values an object was made with. */
export function agreedValues(data: Data, refused: readonly string[] = []): AgreedValues {
  const written = Object.entries(data).filter(
    ([field, value]) => value !== undefined && !refused.includes(field),
  );
  return Object.fromEntries(written.map(([field, value]) => [field, fingerprint(value)]));
}

/** Equal values have equal texts, whatever the order of their members; no value and null are the same. */
function fingerprint(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('base64url').slice(0, 11);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}
