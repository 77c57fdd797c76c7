import { type ItemOf, plainTextToRichText } from '@airdrop-connectors/core';
import { commentSchema, fileSchema, personSchema, taskSchema } from './api-types.js';
import { customValues } from './custom-fields.js';
import { parse } from './parse.js';
import * as recordTypes from './record-types.js';

/** The service keeps no dates of people. */
const unknownDate = '1970-01-01T00:00:00.000Z';

export function personItem(raw: unknown): ItemOf<typeof recordTypes.people> {
  const { id, name } = parse(personSchema, raw, 'person');
  return { id, createdDate: unknownDate, modifiedDate: unknownDate, data: { name } };
}

export function taskItem(raw: unknown): ItemOf<typeof recordTypes.tasks> {
  const { id, title, state, person, fields, created, changed } = parse(taskSchema, raw, 'task');
  return {
    itemType: recordTypes.tasks.itemType(recordTypes.anyTask),
    id,
    createdDate: created,
    modifiedDate: changed,
    data: { title, state, person: person || null },
    dynamicData: customValues(fields),
  };
}

export interface RawComment {
  raw: unknown;
  taskId: string;
}

export function commentItem({ raw, taskId }: RawComment): ItemOf<typeof recordTypes.comments> {
  const { id, text, person, changed } = parse(commentSchema, raw, 'comment');
  const data = { text: plainTextToRichText(text) ?? [], task: taskId, person: person || null };
  return { id, createdDate: changed, modifiedDate: changed, data };
}

export interface RawFile {
  raw: unknown;
  taskId: string;
}

export function fileItem({ raw, taskId }: RawFile, origin: string) {
  const { id, name, bytes, added } = parse(fileSchema, raw, 'file');
  const url = `${origin}/v1/files/${encodeURIComponent(id)}`;
  return {
    id,
    url,
    fileName: name,
    bytes,
    parentId: taskId,
    inline: false,
    createdDate: added,
    modifiedDate: added,
  };
}
