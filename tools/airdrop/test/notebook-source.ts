import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Simulator, TruthObject } from '@airdrop-connectors/simulators';

interface Note {
  id: string;
  title: string;
  created: string;
  modified: string;
  files: { id: string; name: string; content: string }[];
}

export interface NotebookSource extends Simulator {
  readonly notes: Note[];
  edit(id: string, title: string, at: number): void;
}

export const notebookToken = 'canary-token-of-the-notebook';

/** An external system small enough to see through: one unit of notes, every third one with a file. */
export async function startNotebook(size: number): Promise<NotebookSource> {
  const notes = Array.from({ length: size }, (_, index) => createNote(index + 1));
  const calls = new Map<string, number>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const endpoint = url.pathname.startsWith('/files/') ? '/files/:id' : url.pathname;
    calls.set(endpoint, (calls.get(endpoint) ?? 0) + 1);
    if (request.headers.authorization !== notebookToken) return void response.writeHead(401).end();
    if (url.pathname === '/units') {
      return void response.end(JSON.stringify([{ id: 'first', name: 'First notebook', description: '' }]));
    }
    if (url.pathname === '/notes') {
      const { after, from, limit } = Object.fromEntries(url.searchParams);
      const found = notes.filter((note) => note.id > (after ?? '') && note.modified > (from ?? ''));
      return void response.end(JSON.stringify(found.slice(0, Number(limit))));
    }
    const file = notes.flatMap((note) => note.files).find(({ id }) => url.pathname === `/files/${id}`);
    if (file === undefined) response.writeHead(404);
    response.end(file?.content);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    system: 'notebook',
    url,
    connection: { url, token: notebookToken },
    externalSyncUnitIds: ['first'],
    notes,
    calls: () => calls,
    edit(id, title, at) {
      const note = notes.find((candidate) => candidate.id === id);
      if (note === undefined) throw new Error(`There is no note ${id}.`);
      Object.assign(note, { title, modified: new Date(at).toISOString() });
    },
    applyChanges: () => ({ created: 0, edited: 0, childrenAdded: 0, filesAdded: 0 }),
    *truth(): Iterable<TruthObject> {
      for (const note of notes) {
        yield { kind: 'note', itemType: 'notes', id: note.id, modified: note.modified };
        for (const { id, content } of note.files) {
          const sha256 = createHash('sha256').update(content).digest('hex');
          yield {
            kind: 'file',
            itemType: 'attachments',
            id,
            file: { bytes: Buffer.byteLength(content), sha256 },
          };
        }
      }
    },
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function createNote(number: number): Note {
  const id = `note-${String(number).padStart(4, '0')}`;
  const date = new Date(Date.UTC(2024, 0, 1, 0, number)).toISOString();
  const files =
    number % 3 === 0 ? [{ id: `file-${number}`, name: `${id}.txt`, content: `Text of ${id}` }] : [];
  return { id, title: `Note ${number}`, created: date, modified: date, files };
}
