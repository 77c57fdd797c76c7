import { isJsonObject } from '../json-value.js';
import type { DynamicValue } from '../metadata/item.js';

type Data = Readonly<Record<string, DynamicValue | undefined>>;

/** An object of DevRev that a field names and that is nowhere in the external system. */
export interface UnknownReference {
  field: string;
  devrevId: string;
  /** In rich text it is shown by its name; the field itself is written. */
  isMention: boolean;
}

/** External id of an object of DevRev. */
type IdOf = (devrevId: string) => string | undefined;

/**
 * The data of an item in the form an extraction delivers, so that both can be compared. The platform hands out
 * references as `{external}`, or `{devrev}` where it knows no object outside, and rich text as
 * `{type: 'rich_text', content}` whose mentions carry ids of DevRev (developer documentation, "Initial domain mapping"
 * and "Rich text fields").
 * @returns `data` without the fields that refer to something unknown
 */
export function inExtractedForm(data: Data, idOf: IdOf): { data: Data; unknown: UnknownReference[] } {
  const plain: Record<string, DynamicValue | undefined> = {};
  const unknown: UnknownReference[] = [];
  for (const [field, value] of Object.entries(data)) {
    const isMention = isRichText(value);
    const missing = new Set<string>();
    const converted = plainValue(value, (devrevId) => {
      const id = idOf(devrevId);
      if (id === undefined) missing.add(devrevId);
      return id;
    });
    if (isMention || missing.size === 0) plain[field] = converted;
    for (const devrevId of missing) unknown.push({ field, devrevId, isMention });
  }
  return { data: plain, unknown };
}

/** Objects of DevRev that have to be looked up before the data can be read. */
export function referencesIn(data: Data): string[] {
  const found = new Set<string>();
  inExtractedForm(data, (devrevId) => {
    found.add(devrevId);
    return devrevId;
  });
  return [...found];
}

function plainValue(value: DynamicValue | undefined, idOf: IdOf): DynamicValue | undefined {
  if (isRichText(value)) return value.content.map((segment) => plainSegment(segment, idOf)) as DynamicValue;
  if (Array.isArray(value)) return value.map((element) => plainValue(element, idOf) ?? null) as DynamicValue;
  if (!isJsonObject(value)) return value;
  const { external, devrev, ref_type: refType } = value;
  if (typeof external !== 'string' && typeof devrev !== 'string') return value as DynamicValue;
  const id = typeof external === 'string' ? external : idOf(String(devrev));
  return typeof refType === 'string' && id !== undefined ? { id, ref_type: refType } : (id ?? null);
}

function plainSegment(segment: DynamicValue, idOf: IdOf): DynamicValue {
  if (!isJsonObject(segment) || typeof segment.id !== 'string') return segment;
  if (!segment.id.startsWith('don:')) return segment as DynamicValue;
  const id = idOf(segment.id);
  if (id !== undefined) return { ...segment, id } as DynamicValue;
  return typeof segment.fallback_record_name === 'string' ? segment.fallback_record_name : segment.id;
}

function isRichText(value: unknown): value is { content: readonly DynamicValue[] } {
  return isJsonObject(value) && value.type === 'rich_text' && Array.isArray(value.content);
}
