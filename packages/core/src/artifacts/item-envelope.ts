import { ContractViolation, RecordError } from '../errors.js';
import type { AttachmentItem, FamilyItem, Item } from '../metadata/item.js';
import type { FieldProblem, RecordCheck } from '../metadata/record-check.js';
import type { ItemToken } from '../metadata/record-type.js';
import { type FieldLosses, type Losses, lossesOf } from '../rich-text/known-losses.js';
import { toUtcTimestamp } from '../time/timestamp.js';

/** One line of a data file: what it is about and how it reads on the wire. */
export interface WireItem {
  itemType: string;
  id: string;
  createdDate: string | undefined;
  modifiedDate: string | undefined;
  line: string;
  /** Fields that were left out because their values do not fit the metadata. */
  dropped: readonly FieldProblem[];
  /** Content of rich text that DevRev has no form for; undefined for almost all records. */
  losses: FieldLosses | undefined;
}

/** Longest line of a data file; a record beyond it would not fit into one batch with others. */
const maxLineCharacters = 16 * 1024 * 1024;

const nothingDropped: readonly FieldProblem[] = [];

/**
 * Wire form of what a normalizer returned, checked against the metadata of the run. An optional field with an
 * impossible value is left out, so that one odd value does not cost the record.
 * Source: developer docs "Data extraction"; devrev/adaas-sdk v1.20 `src/repo/repo.interfaces.ts`.
 * @throws RecordError naming what makes the record impossible to deliver.
 */
export function toWireItem(
  token: ItemToken,
  item: unknown,
  checks: ReadonlyMap<string, RecordCheck>,
): WireItem {
  switch (token.kind) {
    case 'attachments':
      return attachmentItem(item as AttachmentItem);
    case 'record_type':
      return domainItem(token.key, item as Item<object>, checks);
    case 'record_type_family': {
      const member = item as FamilyItem<object>;
      if (!member.itemType?.startsWith(token.keyPrefix)) {
        throw new ContractViolation(
          `A normalizer returned item type "${member.itemType}" for the family "${token.key}". Report this with the log of the run.`,
        );
      }
      return domainItem(member.itemType, member, checks, member.dynamicData);
    }
  }
}

function domainItem(
  itemType: string,
  item: Item<object>,
  checks: ReadonlyMap<string, RecordCheck>,
  dynamicData?: object,
): WireItem {
  const id = requireId(itemType, item.id);
  const createdDate = requireDate('created date', item.createdDate);
  const modifiedDate = requireDate('modified date', item.modifiedDate);
  const check = checks.get(itemType);
  if (!check) {
    throw new RecordError(
      `Its item type "${itemType}" is not in the metadata of this run: it was added while the run goes on, or the ` +
        'connector does not declare it. The next sync brings it.',
      { code: 'item_type_unknown' },
    );
  }
  const data: Record<string, unknown> = { ...item.data, ...dynamicData };
  const dropped = check.problemsOf(data);
  if (dropped.length > 0) dropFields(data, dropped);
  const line = JSON.stringify({ id, created_date: createdDate, modified_date: modifiedDate, data });
  if (line.length > maxLineCharacters) {
    throw new RecordError(
      `It has ${line.length} characters; a record may have ${maxLineCharacters}. Shorten its longest text in the source.`,
      { code: 'record_too_large' },
    );
  }
  return { itemType, id, createdDate, modifiedDate, line, dropped, losses: lossesIn(data) };
}

function lossesIn(data: Readonly<Record<string, unknown>>): FieldLosses | undefined {
  let found: { field: string; losses: Losses }[] | undefined;
  for (const field in data) {
    const losses = Array.isArray(data[field]) ? lossesOf(data[field]) : undefined;
    if (!losses) continue;
    found ??= [];
    found.push({ field, losses });
  }
  return found;
}

function dropFields(data: Record<string, unknown>, problems: readonly FieldProblem[]): void {
  const fatal = problems.find(({ isFatal }) => isFatal);
  if (fatal) {
    throw new RecordError(
      `Its field "${fatal.field}" ${fatal.problem}. Correct the value in the source, or report this with the log of the run.`,
      { code: 'record_invalid' },
    );
  }
  for (const { field } of problems) delete data[field];
}

function attachmentItem(item: AttachmentItem): WireItem {
  const id = requireId('attachments', item.id);
  const createdDate =
    item.createdDate === undefined ? undefined : requireDate('created date', item.createdDate);
  const modifiedDate =
    item.modifiedDate === undefined ? undefined : requireDate('modified date', item.modifiedDate);
  const line = JSON.stringify({
    id,
    url: withAnnouncedBytes(item),
    file_name: item.fileName,
    parent_id: requireId('attachments', item.parentId),
    author_id: item.authorId,
    inline: item.inline,
    content_type: item.contentType,
    created_date: createdDate,
    modified_date: modifiedDate,
    grand_parent_id: item.grandParentId,
  });
  return {
    itemType: 'attachments',
    id,
    createdDate,
    modifiedDate,
    line,
    dropped: nothingDropped,
    losses: undefined,
  };
}

/**
 * The record has no field for a length, but the attachments phase needs one to tell a whole file from one that was
 * cut short. The fragment of an address is never sent anywhere.
 */
function withAnnouncedBytes({ url, bytes }: AttachmentItem): string {
  return bytes === undefined ? url : `${url.split('#', 1)[0]}#bytes=${bytes}`;
}

function requireId(itemType: string, id: unknown): string {
  if (typeof id === 'string' && id !== '') return id;
  throw new RecordError(
    `A record of item type "${itemType}" has no id. Report this with the log of the run.`,
    {
      code: 'record_without_id',
    },
  );
}

function requireDate(name: string, value: unknown): string {
  const timestamp = typeof value === 'string' ? toUtcTimestamp(value) : undefined;
  if (timestamp !== undefined) return timestamp;
  throw new RecordError(`Its ${name} is missing or no timestamp. Report this with the log of the run.`, {
    code: 'record_bad_date',
  });
}
