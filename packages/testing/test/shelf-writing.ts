import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { WrittenObject } from '@airdrop-connectors/simulators';
import type { Book, Note } from './shelf-books.js';

/** An answer to a write, or to a question about what was written; undefined when it is neither. */
export type WriteAnswer = { status: number; body: unknown } | undefined;

interface Entry {
  kind: 'book' | 'note' | 'file';
  id: string;
  mark?: string;
  isNew: boolean;
  writes: number;
  body: () => object;
  content?: Buffer;
}

/** The part of the shelf that takes books, notes and files. Titles of one letter are refused. */
export function createShelfWriting(books: Book[], now: () => number) {
  const entries = new Map<string, Entry>();
  const contents = new Map<string, Buffer>();
  let made = 0;

  function note(
    kind: Entry['kind'],
    id: string,
    body: () => object,
    mark?: string,
  ): { status: number; body: object } {
    const known = entries.get(id);
    if (known) known.writes += 1;
    else entries.set(id, { kind, id, isNew: mark !== undefined, writes: 1, body, ...(mark && { mark }) });
    return { status: mark === undefined ? 200 : 201, body: body() };
  }

  const notes = () => books.flatMap((book) => book.notes.map((held) => ({ held, book })));

  const writes: Record<string, (body: Record<string, string>, content: Buffer) => WriteAnswer> = {
    'POST /books'({ title = '', genre, reader = '', mark = '' }) {
      if (title.length < 2) return refusal('title', 'is too short');
      made += 1;
      const at = now();
      const book: Book = {
        id: `book-w${made}`,
        title,
        genre: genre as Book['genre'],
        reader,
        created: at,
        changed: at,
        notes: [],
        files: [],
      };
      books.push(book);
      return note('book', book.id, () => ({ ...book, notes: undefined, files: undefined }), mark);
    },
    'PATCH /books'({ id = '', ...changes }) {
      const book = books.find((held) => held.id === id);
      if (!book) return { status: 404, body: { message: 'There is no such book.' } };
      if (changes.title !== undefined && changes.title.length < 2) return refusal('title', 'is too short');
      Object.assign(book, changes, { changed: now() });
      return note('book', id, () => ({ ...book, notes: undefined, files: undefined }));
    },
    'POST /notes'({ book: bookId, text = '', audience, mark = '' }) {
      const book = books.find(({ id }) => id === bookId);
      if (!book) return refusal('book', 'does not exist');
      made += 1;
      const at = now();
      const added: Note = { id: `note-w${made}`, text, audience: audience as Note['audience'], changed: at };
      book.notes.push(added);
      book.changed = at;
      return note('note', added.id, () => ({ ...added, book: book.id }), mark);
    },
    'PATCH /notes'({ id = '', ...changes }) {
      const found = notes().find(({ held }) => held.id === id);
      if (!found) return { status: 404, body: { message: 'There is no such note.' } };
      Object.assign(found.held, changes, { changed: now() });
      found.book.changed = now();
      return note('note', id, () => ({ ...found.held, book: found.book.id }));
    },
    'POST /files'({ name = '', book: bookId, mark = '' }, content) {
      const book = books.find(({ id }) => id === bookId);
      if (!book) return refusal('book', 'does not exist');
      made += 1;
      const id = `file-w${made}`;
      contents.set(id, content);
      book.files.push({ id, name, bytes: content.length });
      book.changed = now();
      const answer = note('file', id, () => ({ id, changed: book.changed }), mark);
      return answer;
    },
  };

  return {
    /** Content of a file that was written. */
    contentOf: (id: string) => contents.get(id),
    async answer(endpoint: string, query: URLSearchParams, request: IncomingMessage): Promise<WriteAnswer> {
      const mark = query.get('mark');
      const id = query.get('id');
      if (request.method === 'GET' && mark !== null)
        return {
          status: 200,
          body: [...entries.values()].filter((entry) => entry.mark === mark).map(({ body }) => body()),
        };
      if (request.method === 'GET' && id !== null) return { status: 200, body: held(endpoint, id) };
      const write = writes[endpoint];
      if (!write) return undefined;
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      const content = Buffer.concat(chunks);
      return endpoint === 'POST /files'
        ? write(Object.fromEntries(query), content)
        : write(JSON.parse(content.toString('utf8')), content);
    },
    written: (): WrittenObject[] =>
      [...entries.values()].map(({ kind, id, isNew, writes: count }) => {
        const content = contents.get(id);
        return { kind, id, isNew, writes: count, ...(content && { file: fileOf(content) }) };
      }),
  };

  function held(endpoint: string, id: string): object[] {
    if (endpoint === 'GET /books')
      return books.filter((book) => book.id === id).map((book) => ({ ...book, notes: undefined }));
    return notes()
      .filter((found) => found.held.id === id)
      .map((found) => ({ ...found.held, book: found.book.id }));
  }
}

export function fileOf(content: Buffer) {
  return { bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
}

function refusal(field: string, problem: string): WriteAnswer {
  return { status: 400, body: { field, message: `${field} ${problem}` } };
}
