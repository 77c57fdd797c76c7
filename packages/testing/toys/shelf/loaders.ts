import { type Kit, RecordError } from '@airdrop-connectors/core';
import type { ShelfClient, WrittenThing } from './client.js';
import { books, notes } from './record-types.js';

/** How the toy writes; a broken one leaves something of it out. */
export interface WritingParts {
  /** What an object is marked with when it is made. */
  mark(key: string): string;
  /** Whether to look for an object that may have been made already. */
  canFind: boolean;
}

/** Writes books, notes and files onto the shelf. */
export function shelfLoaders(kit: Kit<ShelfClient>, { mark, canFind }: WritingParts) {
  const bookLoader = kit.loader({
    loads: books,
    async create({ client, item, key }) {
      const { title = '', genre = 'novel', reader } = item.data;
      if (!reader) throw new RecordError('Shelf lends a book only to a reader. Give the ticket an owner.');
      return written(await client.write('POST', '/books', { title, genre, reader, mark: mark(key) }));
    },
    async find({ client, key }) {
      return canFind ? writtenIfAny(await client.marked('/books', key)) : undefined;
    },
    update: {
      async read({ client, id }) {
        const book = await client.one('/books', id);
        if (book === undefined) return undefined;
        const { title = '', reader = '', genre } = book;
        return { modifiedDate: written(book).modifiedDate, data: { title, reader, genre: genreOf(genre) } };
      },
      write: async ({ client, id, changes }) =>
        written(await client.write('PATCH', '/books', { id, ...changes })),
    },
  });

  const noteLoader = kit.loader({
    loads: notes,
    inOrderOf: ({ data }) => data.book ?? '',
    async create({ client, item, key }) {
      const { text, book, audience } = item.data;
      if (!book) throw new RecordError('A note without its book cannot be written. Write the book first.');
      const note = { text: textOf(text), book, audience, mark: mark(key) };
      return written(await client.write('POST', '/notes', note));
    },
    async find({ client, key }) {
      return canFind ? writtenIfAny(await client.marked('/notes', key)) : undefined;
    },
    update: {
      async read({ client, id }) {
        const note = await client.one('/notes', id);
        if (note === undefined) return undefined;
        const { text = '', book = '', audience } = note;
        return { modifiedDate: written(note).modifiedDate, data: { text: [text], book, audience } };
      },
      async write({ client, id, changes: { text, ...others } }) {
        const change = { id, ...others, ...(text !== undefined && { text: textOf(text) }) };
        return written(await client.write('PATCH', '/notes', change));
      },
    },
  });

  const fileLoader = kit.fileLoader({
    async create({ client, file, key, open }) {
      const { fileName: name, parentId: book, bytes } = file;
      return written(await client.upload({ name, book, mark: mark(key) }, bytes, open));
    },
    async find({ client, key }) {
      return canFind ? writtenIfAny(await client.marked('/files', key)) : undefined;
    },
  });

  return { loaders: [bookLoader, noteLoader], fileLoader };
}

function written({ id, changed }: WrittenThing) {
  return { id, modifiedDate: new Date(changed).toISOString() };
}

function writtenIfAny(found: WrittenThing | undefined) {
  return found && written(found);
}

function genreOf(genre: string | undefined): 'novel' | 'poetry' | 'guide' {
  return genre === 'poetry' || genre === 'guide' ? genre : 'novel';
}

function textOf(text: readonly (string | { fallback_record_name?: string; id: string })[] = []): string {
  return text
    .map((part) => (typeof part === 'string' ? part : (part.fallback_record_name ?? part.id)))
    .join('');
}
