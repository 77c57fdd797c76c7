import {
  attachments,
  chosenRecords,
  createKit,
  defineConnection,
  domainMapping,
  from,
  mapTo,
  recordType,
  text,
} from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import { createClient, type Note } from './client.js';

// docs/moving-from-ts-adaas.md shows this file beside the snap-in it is a port of.

const kit = createKit({
  systemName: 'Notebook',
  connection: defineConnection({
    schema: z.object({ url: z.string(), token: z.string() }),
    secretFields: ['token'],
  }),
  createClient: ({ connection: { url, token }, createHttpClient }) =>
    createClient(
      createHttpClient({
        baseUrl: url,
        headers: { authorization: token },
        system: {
          name: 'Notebook',
          authenticationAdvice: 'Make a new token and update the connection.',
          permissionAdvice: 'Ask the owner of the notebook for access.',
        },
      }),
    ),
});

const notes = recordType('notes', 'Note', { title: text('Title') }, { loadable: true });

const noteStream = kit.stream({
  name: 'notes',
  delivers: { notes, files: attachments },
  cursor: z.object({ after: z.string() }),
  async *pages({ client, cursor, window }) {
    for (let after = cursor?.after ?? ''; ; ) {
      const page = await client.notes({ after, from: window.from ?? '' });
      const last = page.at(-1);
      if (last === undefined) return;
      after = last.id;
      const files = page.flatMap((note) => note.files.map((file) => ({ ...file, note })));
      yield { records: { notes: page, files }, cursor: { after } };
    }
  },
  normalize: {
    notes: (note) => ({ id: note.id, ...datesOf(note), data: { title: note.title } }),
    files: ({ id, name, note }) => ({
      id,
      url: `/files/${id}`,
      fileName: name,
      parentId: note.id,
      ...datesOf(note),
    }),
  },
});

const noteLoader = kit.loader({
  loads: notes,
  create: async ({ client, item, key }) =>
    written(await client.create({ title: item.data.title ?? '', mark: key })),
  async find({ client, key }) {
    const note = await client.marked(key);
    return note && written(note);
  },
  update: {
    async read({ client, id }) {
      const note = await client.note(id);
      return note && { modifiedDate: note.modified, data: { title: note.title } };
    },
    async write({ client, id, changes: { title } }) {
      return written(await client.update(id, title === undefined ? {} : { title }));
    },
  },
});

const note = from(notes);

export const connector = kit.connector({
  async *externalSyncUnits({ client }) {
    yield await client.units();
  },
  metadata: { recordTypes: [notes] },
  streams: [noteStream],
  loaders: [noteLoader],
  openAttachment: ({ client, attachment }) => client.file(attachment.url),
  initialDomainMapping: domainMapping([
    mapTo(note, 'product', {
      name: note.directly('title', { reverse: true }),
      owned_by_ids: chosenRecords('devu'),
    }),
  ]),
});

function datesOf({ created, modified }: Note) {
  return { createdDate: created, modifiedDate: modified };
}

function written({ id, modified }: Note) {
  return { id, modifiedDate: modified };
}
