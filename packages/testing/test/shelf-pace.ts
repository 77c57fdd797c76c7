import type { AnsweredRequest, LeastWork } from '@airdrop-connectors/simulators';

/** A shelf takes this many requests for notes in ten seconds, counted from the first of them. */
const notesPerWindow = 300;
const windowMs = 10_000;
const answerMs = 50;
const bookListMs = 80;

export function shelfLatencyMs({ path }: AnsweredRequest): number {
  return path === '/books' ? bookListMs : answerMs;
}

/** Refuses requests for notes beyond the limit, when it is played at all. */
export function createNoteLimit(name: string | undefined, now: () => number) {
  let began = 0;
  let count = 0;
  let refused = 0;
  return {
    refusals: () => new Map([['GET /notes', refused]]),
    /** Seconds to wait, or undefined when the request may be answered. */
    refuse(endpoint: string): number | undefined {
      if (name === undefined || endpoint !== 'GET /notes') return undefined;
      if (now() - began >= windowMs) {
        began = now();
        count = 0;
      }
      count += 1;
      if (count <= notesPerWindow) return undefined;
      refused += 1;
      return Math.ceil((began + windowMs - now()) / 1000);
    },
  };
}

export interface ShelfContent {
  books: readonly { notes: readonly unknown[]; files: readonly unknown[] }[];
  readers: number;
  booksPerPage: number;
  readersPerPage: number;
  notesPerPage: number;
}

/** ⌈books/page⌉ lists and an empty one at the end; the notes of every book that has some; each file once. */
export function leastWorkOf(content: ShelfContent): LeastWork {
  const { books, readers } = content;
  const bookLists = Math.ceil(books.length / content.booksPerPage) + 1;
  const readerLists = Math.ceil(readers / content.readersPerPage) + 1;
  const noteLists = books.reduce((sum, { notes }) => sum + Math.ceil(notes.length / content.notesPerPage), 0);
  const files = books.flatMap((book) => book.files);
  return {
    calls: new Map([
      ['GET /shelves', 1],
      ['GET /readers', readerLists],
      ['GET /books', bookLists],
      ['GET /notes', noteLists],
      ['GET /files/:id', files.length],
    ]),
    chainMs: { data: readerLists * answerMs + bookLists * bookListMs, attachments: 0 },
    files: files.map(() => ({ sourceMs: answerMs })),
    budgets: [
      {
        name: 'notes',
        capacity: notesPerWindow,
        perSeconds: windowMs / 1000,
        window: 'bucket',
        units: { data: noteLists, attachments: 0 },
      },
    ],
  };
}
