import { isJsonObject } from '../json-value.js';
import type { AttachmentItem } from '../metadata/record-type.js';

/**
 * The record that ties an uploaded file to its parent in DevRev.
 * Source: devrev/adaas-sdk v1.20 `src/types/extraction.ts` (SsorAttachment).
 */
export function attachmentLink(item: AttachmentItem, artifactId: string): string {
  return JSON.stringify({
    id: { devrev: artifactId, external: item.id },
    parent_id: { external: item.parentId },
    ...(item.authorId && { actor_id: { external: item.authorId } }),
    ...(item.inline !== undefined && { inline: item.inline }),
  });
}

/** An `attachments` record as the data phase wrote it; ids of older runtimes may be numbers. */
export function attachmentFromWire(record: unknown): AttachmentItem {
  const wire = isJsonObject(record) ? record : {};
  const text = (key: string) =>
    typeof wire[key] === 'string' || typeof wire[key] === 'number' ? String(wire[key]) : '';
  const optional = (property: string, key: string) => (text(key) ? { [property]: text(key) } : {});
  return {
    id: text('id'),
    url: text('url'),
    fileName: text('file_name'),
    parentId: text('parent_id'),
    ...(typeof wire.inline === 'boolean' && { inline: wire.inline }),
    ...optional('authorId', 'author_id'),
    ...optional('contentType', 'content_type'),
    ...optional('grandParentId', 'grand_parent_id'),
  };
}
