import { isJsonObject } from '../json-value.js';
import type { AttachmentItem } from '../metadata/item.js';

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

/** Where `item-envelope.ts` keeps the announced length. */
const announcedBytes = /#bytes=(\d+)$/;

/** An `attachments` record as the data phase wrote it; ids of older runtimes may be numbers. */
export function attachmentFromWire(record: unknown): AttachmentItem {
  const wire = isJsonObject(record) ? record : {};
  const text = (key: string) =>
    typeof wire[key] === 'string' || typeof wire[key] === 'number' ? String(wire[key]) : '';
  const optional = (property: string, key: string) => (text(key) ? { [property]: text(key) } : {});
  const bytes = announcedBytes.exec(text('url'))?.[1];
  return {
    id: text('id'),
    url: text('url').replace(announcedBytes, ''),
    fileName: text('file_name'),
    parentId: text('parent_id'),
    ...(typeof wire.inline === 'boolean' && { inline: wire.inline }),
    ...(bytes !== undefined && { bytes: Number(bytes) }),
    ...optional('authorId', 'author_id'),
    ...optional('contentType', 'content_type'),
    ...optional('grandParentId', 'grand_parent_id'),
  };
}
