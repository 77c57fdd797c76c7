import type { Readable } from 'node:stream';
import { type HttpClient, UnexpectedResponseError } from '@airdrop-connectors/core';

export interface Book {
  id: string;
  key: string;
  title: string;
  genre: string;
  reader: string;
  created: number;
  changed: number;
  notes: number;
  /** Absent on a book that cannot be read. */
  files?: BookFile[];
}

type Audience = 'public' | 'internal' | 'restricted';

export interface Note {
  id: string;
  text: string;
  audience: Audience;
  changed: number;
  book: Book;
}

export interface Reader {
  id: string;
  name: string;
}

export interface BookFile {
  id: string;
  name: string;
}

/** A book, note or file as the shelf answers a write. */
export interface WrittenThing {
  id: string;
  changed: number;
  title?: string;
  genre?: string;
  reader?: string;
  text?: string;
  book?: string;
  audience?: 'public' | 'internal' | 'restricted';
}

export type ShelfClient = ReturnType<typeof createClient>;

/** @param hasMoreNotes whether to ask for more notes of a book */
export function createClient(
  http: HttpClient,
  token: string,
  hasMoreNotes: (read: number, total: number) => boolean,
) {
  const list = async <Value>(path: string, query: Record<string, string | number> = {}): Promise<Value[]> => {
    const answer = await http.json({ path, query });
    if (Array.isArray(answer)) return answer;
    throw new UnexpectedResponseError(
      `Shelf answered GET ${path} without a list. Report this with the log of the run.`,
    );
  };
  return {
    token,
    shelves: () => list<{ id: string; name: string; books: number }>('/shelves'),
    readers: (after: string) => list<Reader>('/readers', { after }),
    books: (since: number, after: string) => list<Book>('/books', { since, after }),
    notes: async (book: string, total: number) => {
      const found: Omit<Note, 'book'>[] = [];
      for (;;) {
        const page = await list<Omit<Note, 'book'>>('/notes', { book, from: found.length });
        found.push(...page);
        if (page.length === 0 || !hasMoreNotes(found.length, total)) return found;
      }
    },
    file: (id: string) => http.file({ path: `/files/${id}`, endpoint: '/files/{id}' }),
    write: async (method: 'POST' | 'PATCH', path: string, body: object) =>
      (await http.json({ method, path, body, safeToRepeat: method === 'PATCH' })) as WrittenThing,
    upload: async (query: Readonly<Record<string, string>>, bytes: number, open: () => Promise<Readable>) =>
      (await http.json({
        method: 'POST',
        path: '/files',
        query,
        upload: { open, bytes, contentType: 'text/plain' },
      })) as WrittenThing,
    one: async (path: string, id: string) => (await list<WrittenThing>(path, { id }))[0],
    marked: async (path: string, mark: string) => (await list<WrittenThing>(path, { mark }))[0],
  };
}
