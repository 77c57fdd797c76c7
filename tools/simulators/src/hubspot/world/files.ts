import { createHash } from 'node:crypto';
import type { ServedFile } from '../../http/file-reply.js';
import { draw, salt } from '../../random/draw.js';
import type { SentFile, World } from './model.js';

const COUNT = salt('file count');
const CONTENT = salt('file');
const FIRST_NOTE_FILE = 90_000_000_000;
const FIRST_MESSAGE_FILE = 120_000_000_000;
export const FIRST_ADDED_FILE = 150_000_000_000;
const ROOM = 20;
/** When the files from the start were uploaded. */
const UPLOADED = Date.UTC(2024, 4, 1, 10);
const SMALLEST_BYTES = 200;
const LARGEST_BYTES = 24_000;
const SLICE_BYTES = 64 * 1024;

const NAMES: readonly (readonly [fileName: string, type: string, contentType: string])[] = [
  ['screenshot.png', 'IMG', 'image/png'],
  ['crash.log', 'DOCUMENT', 'text/plain'],
  ['račun 🧾.pdf', 'DOCUMENT', 'application/pdf'],
  ['semi;colon, "quote" & 100%.csv', 'DOCUMENT', 'text/csv'],
  ['noextension', 'OTHER', 'application/octet-stream'],
];

/** A file of the file manager. Its name and its extension are told apart, as HubSpot does. */
export interface PortalFile extends ServedFile {
  id: number;
  name: string;
  extension: string;
  type: string;
  /** Milliseconds since the epoch. */
  uploadedAt: number;
  seed: number;
}

/** Ids of the files that a note from the start brings. */
export function noteFiles(world: World, noteIndex: number): number[] {
  const { first, attachmentShare } = world;
  const chosen = noteIndex === 0 ? (first.files?.length ?? 0) : 0;
  const count = Math.max(chosen, drawnFiles(world, noteIndex, attachmentShare));
  return Array.from({ length: count }, (_, number) => FIRST_NOTE_FILE + noteIndex * ROOM + number);
}

/** Id of the file that the first message of a thread brings, where it brings one. */
export function messageFile(world: World, threadIndex: number): number | undefined {
  if (world.attachmentShare !== undefined || threadIndex % 6 !== 2) return undefined;
  return FIRST_MESSAGE_FILE + threadIndex;
}

function drawnFiles(world: World, noteIndex: number, share: number | undefined): number {
  const drawn = draw(world.seed, COUNT, noteIndex);
  if (share === undefined) return noteIndex % 5 === 2 ? 2 : 0;
  // There are as many notes as tickets.
  const whole = Math.floor(share);
  return whole + (drawn / 2 ** 32 < share - whole ? 1 : 0);
}

/** The file with an id that some record has. */
export function fileAt(world: World, id: number): PortalFile | undefined {
  const sent = world.sentFiles.get(id);
  if (sent !== undefined) return sentFile(world, id, sent);
  if (!Number.isSafeInteger(id) || id < FIRST_NOTE_FILE) return undefined;
  const seed = draw(world.seed, CONTENT, Math.floor(id / 2 ** 31), id % 2 ** 31);
  const number = id - FIRST_NOTE_FILE;
  const chosen = id < FIRST_NOTE_FILE + ROOM ? world.first.files?.[number] : undefined;
  if (id < FIRST_MESSAGE_FILE && !noteFiles(world, Math.floor(number / ROOM)).includes(id)) return undefined;
  const [fileName, type, contentType] = NAMES[seed % NAMES.length] ?? NAMES[0] ?? ['', '', ''];
  // One in thirty has nothing in it.
  const bytes = seed % 30 === 7 ? 0 : SMALLEST_BYTES + (draw(seed, 1) % LARGEST_BYTES);
  const made = { fileName, bytes, ...chosen };
  return {
    id,
    ...namesOf(made.fileName),
    type: chosen === undefined ? type : 'OTHER',
    contentType: chosen === undefined ? contentType : 'application/octet-stream',
    bytes: made.bytes,
    uploadedAt: world.uploads.get(id) ?? UPLOADED,
    seed,
    slices: (from, until) => contentSlices(seed, from, until),
  };
}

/** Keeps a file; in its folder another one of the same content is the same file. Returns its id. */
export function takeFile(world: World, sent: SentFile): number {
  for (const [id, { folder, content }] of world.sentFiles)
    if (folder === sent.folder && Buffer.compare(content, sent.content) === 0) return id;
  const id = world.sequence.file++;
  world.sentFiles.set(id, sent);
  world.uploads.set(id, world.now());
  return id;
}

function sentFile(world: World, id: number, { fileName, contentType, content }: SentFile): PortalFile {
  return {
    id,
    ...namesOf(fileName),
    type: contentType.startsWith('image/') ? 'IMG' : 'DOCUMENT',
    contentType,
    bytes: content.length,
    uploadedAt: world.uploads.get(id) ?? UPLOADED,
    seed: 0,
    slices: function* (from, until) {
      yield content.subarray(from, until);
    },
  };
}

function namesOf(filename: string) {
  const [, name = filename, extension = ''] = /^(.+)\.([A-Za-z0-9]{1,8})$/s.exec(filename) ?? [];
  return { filename, name, extension };
}

/** Content in slices of at most 64 kB, each made when it is asked for. */
function* contentSlices(seed: number, from: number, until: number): Generator<Uint8Array> {
  for (let start = from - (from % SLICE_BYTES); start < until; start += SLICE_BYTES) {
    const slice = new Uint8Array(SLICE_BYTES);
    let state = draw(seed, CONTENT, start);
    for (let position = 0; position < slice.length; position++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      slice[position] = state >>> 24;
    }
    yield slice.subarray(Math.max(0, from - start), Math.min(SLICE_BYTES, until - start));
  }
}

/** Lower-case hexadecimal. */
export function fileSha256(file: PortalFile): string {
  const hash = createHash('sha256');
  for (const slice of file.slices(0, file.bytes)) hash.update(slice);
  return hash.digest('hex');
}
