import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Simulator, SimulatorOptions, TruthObject, WorldChanges } from '@airdrop-connectors/simulators';
import type { Book, Note, ShelfFile } from './shelf-books.js';
import { createNoteLimit, leastWorkOf, shelfLatencyMs } from './shelf-pace.js';
import { createShelfWriting, fileOf } from './shelf-writing.js';

export interface ShelfOptions extends SimulatorOptions {
  /** Files of the first book instead of generated ones; no other book has files then. */
  files?: readonly ShelfFile[];
  /** Most entries of a page. */
  pageSize?: number;
}

const genres = ['novel', 'poetry', 'guide'] as const;
const defaultPageSize = 8;
const notesPerPage = 100;
const readersPerPage = 4;
const audiences = ['internal', 'public', 'restricted'] as const;
const readerCount = 11;
const firstDay = Date.UTC(2024, 0, 1);
const token = 'shelf-canary-4f1c0a77b2';

/**
 * An external system small enough to see through, for toys: books in the order of their last change, each with notes
 * and files, and people who read them.
 */
export async function createShelf(options: ShelfOptions): Promise<Simulator> {
  const { size, seed, now = Date.now, pageSize = defaultPageSize } = options;
  const files = options.files ?? filesOf(options);
  // Where time is measured, every file is five requests: as many are made as are asked for.
  const filesEvery = options.limits === undefined ? 2 : Math.round(1 / (options.attachmentShare ?? 0.5));
  const books = Array.from({ length: size }, (_, index) => createBook(index + 1, seed, files, filesEvery));
  const [firstBook] = books;
  if (firstBook !== undefined && options.manyChildren !== undefined) {
    firstBook.notes = Array.from({ length: options.manyChildren }, (_, index) =>
      createNote(firstBook, index + 1),
    );
  }
  const readers = Array.from(
    { length: readerCount },
    (_, index) => `reader-${String(index).padStart(2, '0')}`,
  );
  const calls = new Map<string, number>();
  let bookCount = size;
  const limit = createNoteLimit(options.limits, now);
  const writing = createShelfWriting(books, now);

  const answers: Record<string, (query: URLSearchParams) => unknown> = {
    'GET /shelves': () => [{ id: 'main', name: 'Main shelf', books: books.length }],
    'GET /readers': (query) =>
      readers
        .filter((id) => id > (query.get('after') ?? ''))
        .slice(0, Math.min(readersPerPage, pageSize))
        .map((id) => ({ id, name: nameOf(id) })),
    'GET /books': (query) =>
      pageOfBooks(books, Number(query.get('since') ?? 0), query.get('after') ?? '', pageSize),
    'GET /notes': (query) => {
      const from = Number(query.get('from') ?? 0);
      return books.find(({ id }) => id === query.get('book'))?.notes.slice(from, from + notesPerPage);
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('date', new Date(now()).toUTCString());
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const isFile = url.pathname.startsWith('/files/');
    const endpoint = `${request.method} ${isFile ? '/files/:id' : url.pathname}`;
    calls.set(endpoint, (calls.get(endpoint) ?? 0) + 1);
    if (request.headers.authorization !== `Bearer ${token}`) return void response.writeHead(401).end();
    const waitSeconds = limit.refuse(endpoint);
    if (waitSeconds !== undefined)
      return void response.writeHead(429, { 'retry-after': String(waitSeconds) }).end();
    if (isFile) {
      const file = books.flatMap((book) => book.files).find(({ id }) => url.pathname === `/files/${id}`);
      const content = file && writing.contentOf(file.id);
      if (content) return void response.writeHead(200, { 'content-length': content.length }).end(content);
      if (file !== undefined) return sendFile(file, response);
    }
    const written = await writing.answer(endpoint, url.searchParams, request);
    if (written !== undefined) {
      response.writeHead(written.status, { 'content-type': 'application/json' });
      return void response.end(JSON.stringify(written.body));
    }
    const body = answers[endpoint]?.(url.searchParams);
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body ?? { message: 'There is no such thing.' }));
  }

  const fileAt = (id: string, bytes: number) => {
    const content = writing.contentOf(id);
    return content ? fileOf(content) : { bytes, sha256: sha256Of(id, bytes) };
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    system: 'shelf',
    url,
    connection: { site: url, token },
    externalSyncUnitIds: ['main'],
    calls: () => new Map(calls),
    refusals: limit.refusals,
    latencyMs: shelfLatencyMs,
    leastWork: () =>
      leastWorkOf({
        books,
        readers: readers.length,
        booksPerPage: pageSize,
        readersPerPage: Math.min(readersPerPage, pageSize),
        notesPerPage,
      }),
    applyChanges({ seed: choice, edits, at = now() }: WorldChanges) {
      const summary = {
        created: Math.max(1, Math.round(edits / 10)),
        edited: 0,
        childrenAdded: 0,
        filesAdded: 0,
      };
      const chosen = books
        .filter((_, index) => (index + choice) % Math.ceil(size / edits) === 0)
        .slice(0, edits);
      for (const [step, book] of chosen.entries()) {
        book.title = `${book.title}, changed`;
        book.changed = at + step;
        summary.edited += 1;
        if (step % 2 === 0) continue;
        book.notes.push({
          id: `${book.id}-note-${choice}-${step}-${at}`,
          text: 'Added',
          audience: 'restricted',
          changed: at + step,
        });
        summary.childrenAdded += 1;
      }
      for (let step = 0; step < summary.created; step += 1) {
        bookCount += 1;
        const changed = at + chosen.length + step;
        const book = createBook(bookCount, seed, files, filesEvery);
        const notes = book.notes.map((note) => ({ ...note, changed }));
        books.push({ ...book, created: changed, changed, notes });
      }
      return summary;
    },
    *truth(): Generator<TruthObject> {
      for (const id of readers)
        yield { kind: 'reader', itemType: 'readers', id, fields: { name: nameOf(id) } };
      for (const book of books) {
        const { id, created, changed, title, genre, reader } = book;
        yield {
          kind: 'book',
          itemType: 'books*',
          id,
          modified: utc(changed),
          fields: { title, genre, reader },
        };
        for (const note of book.notes) {
          yield {
            kind: 'note',
            itemType: 'notes',
            id: note.id,
            modified: utc(note.changed),
            visibility: note.audience,
            fields: { book: id },
          };
        }
        for (const { id: fileId, bytes } of book.files) {
          yield {
            kind: 'file',
            itemType: 'attachments',
            id: fileId,
            modified: utc(created),
            file: fileAt(fileId, bytes),
            fields: { book: id },
          };
        }
      }
    },
    written: writing.written,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function createBook(
  number: number,
  seed: number,
  files: readonly ShelfFile[] | undefined,
  filesEvery: number,
): Book {
  const id = `book-${String(number).padStart(5, '0')}`;
  const changed = firstDay + number * 60_000 + seed;
  const hasNote = number % 3 === 0;
  const generated =
    number % filesEvery === 0 ? [{ id: `file-${number}`, name: `${id}.txt`, bytes: (number % 20) * 37 }] : [];
  return {
    id,
    title: `Title ${number}`,
    genre: genres[number % genres.length] ?? 'novel',
    reader: `reader-${String(number % readerCount).padStart(2, '0')}`,
    created: changed,
    changed,
    notes: hasNote ? [createNote({ id, changed }, 1)] : [],
    files: files === undefined ? generated : number === 1 ? [...files] : [],
  };
}

/** The first note of a book has an id without a number. */
function createNote({ id, changed }: Pick<Book, 'id' | 'changed'>, number: number): Note {
  return {
    id: number === 1 ? `${id}-note` : `${id}-note-${number}`,
    text: `Note on ${id}`,
    audience: audiences[(Number(id.slice(-3)) / 3 + number) % audiences.length] ?? 'restricted',
    changed,
  };
}

/** Files the options of every simulator ask for. */
function filesOf({ fileNames = [], largeFileBytes }: SimulatorOptions): ShelfFile[] | undefined {
  const files = fileNames.map((name, index) => ({ id: `named-${index}`, name, bytes: 300 + index }));
  if (largeFileBytes !== undefined) files.push({ id: 'large', name: 'large.bin', bytes: largeFileBytes });
  return files.length === 0 ? undefined : files;
}

/** Books changed at or after a moment, oldest change first; `after` is the key of the last one read. */
function pageOfBooks(books: readonly Book[], since: number, after: string, most: number) {
  return books
    .filter((book) => book.changed >= since && keyOf(book) > after)
    .sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1))
    .slice(0, most)
    .map((book) => ({ ...book, key: keyOf(book), notes: book.notes.length }));
}

function keyOf({ changed, id }: Book): string {
  return `${String(changed).padStart(15, '0')} ${id}`;
}

async function sendFile(file: ShelfFile, response: ServerResponse): Promise<void> {
  response.writeHead(200, {
    'content-type': 'text/plain',
    ...(file.hasLength !== false && { 'content-length': String(file.bytes) }),
  });
  await pipeline(Readable.from(contentOf(file.id, file.bytes)), response);
}

function* contentOf(id: string, bytes: number): Generator<Buffer> {
  const block = Buffer.from(`${id} `.repeat(Math.ceil(65_536 / (id.length + 1))));
  for (let sent = 0; sent < bytes; sent += block.length)
    yield block.subarray(0, Math.min(block.length, bytes - sent));
}

function sha256Of(id: string, bytes: number): string {
  const hash = createHash('sha256');
  for (const block of contentOf(id, bytes)) hash.update(block);
  return hash.digest('hex');
}

function nameOf(reader: string): string {
  return `Name of ${reader}`;
}

function utc(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
