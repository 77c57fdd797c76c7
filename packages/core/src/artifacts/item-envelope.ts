import { ContractViolation, RecordError } from '../errors.js';
import type { AttachmentItem, FamilyItem, Item, ItemToken } from '../metadata/record-type.js';
import { toUtcTimestamp } from '../time/timestamp.js';

/** One line of a data file: what it is about and how it reads on the wire. */
export interface WireItem {
  itemType: string;
  id: string;
  createdDate: string | undefined;
  modifiedDate: string | undefined;
  line: string;
}

/**
 * Wire form of what a normalizer returned.
 * Source: developer docs "Data extraction"; devrev/adaas-sdk v1.20 `src/repo/repo.interfaces.ts`.
 * @throws RecordError naming what makes the record impossible to deliver.
 */
export function toWireItem(token: ItemToken, item: unknown): WireItem {
  switch (token.kind) {
    case 'attachments':
      return attachmentItem(item as AttachmentItem);
    case 'record_type':
      return domainItem(token.key, item as Item<object>);
    case 'record_type_family': {
      const member = item as FamilyItem<object>;
      if (!member.itemType?.startsWith(token.keyPrefix)) {
        throw new ContractViolation(
          `A normalizer returned item type "${member.itemType}" for the family "${token.key}". Report this with the log of the run.`,
        );
      }
      return domainItem(member.itemType, member, member.dynamicData);
    }
  }
}

function domainItem(itemType: string, item: Item<object>, dynamicData?: object): WireItem {
  const id = requireId(itemType, item.id);
  const createdDate = requireDate(itemType, id, 'created date', item.createdDate);
  const modifiedDate = requireDate(itemType, id, 'modified date', item.modifiedDate);
  const data = dynamicData === undefined ? item.data : { ...item.data, ...dynamicData };
  const line = JSON.stringify({ id, created_date: createdDate, modified_date: modifiedDate, data });
  return { itemType, id, createdDate, modifiedDate, line };
}

function attachmentItem(item: AttachmentItem): WireItem {
  const id = requireId('attachments', item.id);
  const createdDate = optionalDate(id, item.createdDate);
  const modifiedDate = optionalDate(id, item.modifiedDate);
  const line = JSON.stringify({
    id,
    url: item.url,
    file_name: item.fileName,
    parent_id: requireId('attachments', item.parentId),
    author_id: item.authorId,
    inline: item.inline,
    content_type: item.contentType,
    created_date: createdDate,
    modified_date: modifiedDate,
    grand_parent_id: item.grandParentId,
  });
  return { itemType: 'attachments', id, createdDate, modifiedDate, line };
}

function requireId(itemType: string, id: unknown): string {
  if (typeof id === 'string' && id !== '') return id;
  throw new RecordError(`A record of item type "${itemType}" has no id.`, { code: 'record_without_id' });
}

function requireDate(itemType: string, id: string, name: string, value: string): string {
  const timestamp = typeof value === 'string' ? toUtcTimestamp(value) : undefined;
  if (timestamp !== undefined) return timestamp;
  throw new RecordError(`Record ${id} of item type "${itemType}" has no valid ${name}.`, {
    code: 'record_bad_date',
  });
}

function optionalDate(id: string, value: string | undefined): string | undefined {
  return value === undefined ? undefined : requireDate('attachments', id, 'date', value);
}
