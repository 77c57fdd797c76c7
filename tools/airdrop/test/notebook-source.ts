import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Simulator, TruthObject, WrittenObject } from '@airdrop-connectors/simulators';

interface Note {
  id: string;
  title: string;
  created: string;
  modified: string;
  /** What whoever wrote it over the API wants to find it by. */
  mark?: string;
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
  const written = new Map<string, WrittenObject>();
  const noteWrite = (object: Pick<WrittenObject, 'kind' | 'id' | 'isNew' | 'file'>) => {
    const { isNew = object.isNew, writes = 0 } = written.get(object.id) ?? {};
    written.set(object.id, { ...object, isNew, writes: writes + 1 });
  };
  /** `POST /notes`, `PUT /notes/:id`, `POST /notes/:id/files?name=`. */
  function write(url: URL, body: Buffer): { id: string; modified?: string } | undefined {
    const [, , noteId, files] = url.pathname.split('/');
    const modified = new Date().toISOString();
    if (noteId === undefined) {
      const note = { ...createNote(notes.length + 1), ...JSON.parse(body.toString()), modified, files: [] };
      notes.push(note);
      noteWrite({ kind: 'note', id: note.id, isNew: true });
      return note;
    }
    const note = notes.find(({ id }) => id === noteId);
    if (note === undefined) return undefined;
    note.modified = modified;
    if (files === undefined) {
      Object.assign(note, JSON.parse(body.toString()));
      noteWrite({ kind: 'note', id: note.id, isNew: false });
      return note;
    }
    const file = {
      id: `${noteId}-${note.files.length}`,
      name: url.searchParams.get('name') ?? '',
      content: body.toString(),
    };
    note.files.push(file);
    noteWrite({ kind: 'file', id: file.id, isNew: true, file: contentOf(file) });
    return file;
  }
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const endpoint = url.pathname.startsWith('/files/') ? '/files/:id' : url.pathname;
    calls.set(endpoint, (calls.get(endpoint) ?? 0) + 1);
    if (request.headers.authorization !== notebookToken) return void response.writeHead(401).end();
    if (url.pathname === '/units') {
      return void response.end(JSON.stringify([{ id: 'first', name: 'First notebook', description: '' }]));
    }
    if (request.method === 'POST' || request.method === 'PUT') {
      const body = await buffer(request);
      response.writeHead(200, { 'content-type': 'application/json' });
      return void response.end(JSON.stringify(write(url, body)));
    }
    if (url.pathname === '/notes') {
      const { after, from, limit, id, mark } = Object.fromEntries(url.searchParams);
      const found = notes.filter(
        (note) =>
          note.id > (after ?? '') &&
          note.modified > (from ?? '') &&
          (id === undefined || note.id === id) &&
          (mark === undefined || note.mark === mark),
      );
      return void response.end(JSON.stringify(found.slice(0, Number(limit))));
    }
    const file = notes.flatMap((note) => note.files).find(({ id }) => url.pathname === `/files/${id}`);
    if (file === undefined) response.writeHead(404);
    else response.writeHead(200, { 'content-length': Buffer.byteLength(file.content) });
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
    written: () => written.values(),
    edit(id, title, at) {
      const note = notes.find((candidate) => candidate.id === id);
      if (note === undefined) throw new Error(`There is no note ${id}.`);
      Object.assign(note, { title, modified: new Date(at).toISOString() });
    },
    applyChanges: () => ({ created: 0, edited: 0, childrenAdded: 0, filesAdded: 0 }),
    *truth(): Iterable<TruthObject> {
      for (const note of notes) {
        yield { kind: 'note', itemType: 'notes', id: note.id, modified: note.modified };
        for (const file of note.files)
          yield { kind: 'file', itemType: 'attachments', id: file.id, file: contentOf(file) };
      }
    },
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function contentOf({ content }: { content: string }) {
  return { bytes: Buffer.byteLength(content), sha256: createHash('sha256').update(content).digest('hex') };
}

function createNote(number: number): Note {
  const id = `note-${String(number).padStart(4, '0')}`;
  const date = new Date(Date.UTC(2024, 0, 1, 0, number)).toISOString();
  const files =
    number % 3 === 0 ? [{ id: `file-${number}`, name: `${id}.txt`, content: `Text of ${id}` }] : [];
  return { id, title: `Note ${number}`, created: date, modified: date, files };
}
