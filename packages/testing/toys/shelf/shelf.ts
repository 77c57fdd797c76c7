import {
  ahead,
  attachments,
  type Connector,
  createKit,
  defineConnection,
  type InitialDomainMapping,
  type RateBudget,
  type RemoteFile,
} from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import {
  type Book,
  type BookFile,
  createClient,
  type Note,
  type Reader,
  type ShelfClient,
} from './client.js';
import { shelfLoaders, type WritingParts } from './loaders.js';
import { books, mapping, notes, rareBooks, readers } from './record-types.js';

interface Page {
  records: { books: Book[]; notes: Note[]; files: { file: BookFile; book: Book }[] };
  cursor: { after: string };
}

interface PageContext {
  client: ShelfClient;
  after: string;
  /** Milliseconds since the epoch. */
  since: number;
  includesNotes: boolean;
}

/** What a broken toy changes; everything else is healthy. */
export interface ShelfParts extends WritingParts {
  bookPages(context: PageContext): AsyncGenerator<Page, void, void>;
  bookData(book: Book): { title: string; genre: 'novel' | 'poetry' | 'guide'; reader: string };
  noteData(note: Note): { text: readonly string[]; book: string; audience: Note['audience'] };
  fileName(name: string): string;
  openFile(client: ShelfClient, id: string): Promise<RemoteFile>;
  /** Whether to ask for more notes of a book. */
  hasMoreNotes(read: number, total: number): boolean;
  readerData(reader: Reader): { name: string };
  /** True for books that are also delivered under a second item type. */
  isTwice(book: Book): boolean;
  mapping: InitialDomainMapping;
  budgets: readonly RateBudget[];
}

const connection = defineConnection({
  schema: z.object({ site: z.string(), token: z.string() }),
  secretFields: ['token'],
});
const unknownDate = '1970-01-01T00:00:00.000Z';

/** One page of books from the source, with its notes and files. */
export async function readPage(context: PageContext, after: string): Promise<Page | undefined> {
  const found = await context.client.books(context.since, after);
  return found.length === 0 ? undefined : completedPage(context, found);
}

/** Books with their notes and files. */
export async function completedPage(
  { client, includesNotes }: Pick<PageContext, 'client' | 'includesNotes'>,
  found: Book[],
): Promise<Page> {
  const noted = includesNotes ? found.filter((book) => book.notes > 0) : [];
  const noteLists = await Promise.all(
    noted.map(async (book) => (await client.notes(book.id, book.notes)).map((note) => ({ ...note, book }))),
  );
  return {
    records: {
      books: found,
      notes: noteLists.flat(),
      files: found.flatMap((book) => (book.files ?? []).map((file) => ({ file, book }))),
    },
    cursor: { after: found.at(-1)?.key ?? '' },
  };
}

/** Lists of books, each beginning behind the one before. */
export async function* bookLists({ client, since, after }: PageContext): AsyncGenerator<Book[], void, void> {
  for (let last = after; ; ) {
    const found = await client.books(since, last);
    if (found.length === 0) return;
    last = found.at(-1)?.key ?? '';
    yield found;
  }
}

async function* healthyPages(context: PageContext): AsyncGenerator<Page, void, void> {
  for await (const found of ahead(bookLists(context))) yield await completedPage(context, found);
}

const genres = { novel: 'novel', poetry: 'poetry', guide: 'guide' } as const;

export const healthy: ShelfParts = {
  bookPages: healthyPages,
  bookData: ({ title, genre, reader }) => ({ title, genre: genres[genre as keyof typeof genres], reader }),
  noteData: ({ text: content, book, audience }) => ({ text: [content], book: book.id, audience }),
  readerData: ({ name }) => ({ name }),
  isTwice: () => false,
  fileName: (name) => name,
  openFile: (client, id) => client.file(id),
  hasMoreNotes: (read, total) => read < total,
  mapping,
  mark: (key) => key,
  canFind: true,
  budgets: [
    { name: 'notes', capacity: 300, perSeconds: 10, weight: ({ path }) => (path === '/notes' ? 1 : 0) },
  ],
};

/** The connector of the shelf; `changes` are what is wrong with it. */
export function shelf(changes: Partial<ShelfParts> = {}): Connector {
  const parts: ShelfParts = { ...healthy, ...changes };
  const kit = createKit({
    systemName: 'Shelf',
    connection,
    createClient: ({ connection: { site, token }, createHttpClient }) =>
      createClient(
        createHttpClient({
          baseUrl: site,
          headers: { authorization: `Bearer ${token}` },
          system: {
            name: 'Shelf',
            authenticationAdvice: 'Make a new token and update the connection.',
            permissionAdvice: 'Ask the librarian for access.',
          },
          budgets: parts.budgets,
        }),
        token,
        parts.hasMoreNotes,
      ),
  });

  const readerStream = kit.stream({
    name: 'readers',
    delivers: { readers },
    cursor: z.object({ after: z.string() }),
    async *pages({ client, cursor }) {
      for (let after = cursor?.after ?? ''; ; ) {
        const page = await client.readers(after);
        const last = page.at(-1);
        if (last === undefined) return;
        after = last.id;
        yield { records: { readers: page }, cursor: { after } };
      }
    },
    normalize: {
      readers: (reader) => ({
        id: reader.id,
        createdDate: unknownDate,
        modifiedDate: unknownDate,
        data: parts.readerData(reader),
      }),
    },
  });

  const bookStream = kit.stream({
    name: 'books',
    delivers: { books, rareBooks, notes, files: attachments },
    overlapSeconds: 30,
    cursor: z.object({ after: z.string() }),
    async *pages({ client, cursor, window, scope }) {
      const context = {
        client,
        after: cursor?.after ?? '',
        since: window.from === undefined ? 0 : Date.parse(window.from),
        includesNotes: scope.includes('notes'),
      };
      for await (const { records, cursor: reached } of parts.bookPages(context)) {
        yield { records: { ...records, rareBooks: records.books.filter(parts.isTwice) }, cursor: reached };
      }
    },
    normalize: {
      books: (book) => ({ id: book.id, ...dates(book.created, book.changed), data: parts.bookData(book) }),
      rareBooks: (book) => ({
        id: book.id,
        ...dates(book.created, book.changed),
        data: { title: book.title },
      }),
      notes: (note) => ({
        id: note.id,
        ...dates(note.changed, note.changed),
        data: parts.noteData(note),
      }),
      files: ({ file, book }) => ({
        id: file.id,
        url: `https://shelf.example/${file.id}`,
        fileName: parts.fileName(file.name),
        parentId: book.id,
        contentType: 'text/plain',
        ...dates(book.created, book.created),
      }),
    },
  });

  return kit.connector({
    async *externalSyncUnits({ client }) {
      const found = await client.shelves();
      yield found.map(({ id, name, books: itemCount }) => ({ id, name, description: name, itemCount }));
    },
    metadata: { recordTypes: [readers, books, rareBooks, notes] },
    streams: [readerStream, bookStream],
    ...shelfLoaders(kit, parts),
    openAttachment: ({ client, attachment }) => parts.openFile(client, attachment.id),
    initialDomainMapping: parts.mapping,
  });
}

function dates(created: number, changed: number): { createdDate: string; modifiedDate: string } {
  return { createdDate: new Date(created).toISOString(), modifiedDate: new Date(changed).toISOString() };
}
