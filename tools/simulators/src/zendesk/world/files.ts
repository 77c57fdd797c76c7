import { createHash } from 'node:crypto';
import type { ServedFile } from '../../http/file-reply.js';
import { draw, drawHex, salt } from '../../random/draw.js';
import { makeFile, NAMED_TYPE, type TicketFile } from './file.js';
import { articleFile } from './knowledge.js';
import type { Ticket, World } from './model.js';
import { findTicket } from './tickets.js';

const COUNT = salt('file count');
const CONTENT = salt('file');
const TOKEN = salt('file token');
const FIRST_FILE_ID = 49_000_000_000_000;
const ROOM_PER_TICKET = 100;
const SLICE_BYTES = 64 * 1024;

/** Files that the comments a ticket had from the start came with. */
export function generatedFilesOf(world: World, { index }: Ticket): TicketFile[] {
  const chosen = index === 0 ? (world.first.files ?? []) : [];
  const count = Math.max(chosen.length, generatedFiles(world, index));
  return Array.from({ length: count }, (_, number) => {
    const id = FIRST_FILE_ID + index * ROOM_PER_TICKET + number;
    const made = makeFile(id, index, draw(world.seed, CONTENT, index, number));
    const wanted = chosen[number];
    return wanted === undefined ? made : { ...made, ...wanted, contentType: NAMED_TYPE, isInline: false };
  });
}

/** The file that a comment made by a change came with. */
export function addedFile(id: number, ticketIndex: number, seed: number): TicketFile {
  return makeFile(id, ticketIndex, seed);
}

function generatedFiles(world: World, index: number): number {
  const drawn = draw(world.seed, COUNT, index);
  const { attachmentShare } = world;
  if (attachmentShare === undefined) return drawn % 4 === 0 ? 2 : 0;
  const whole = Math.floor(attachmentShare);
  return whole + (drawn / 2 ** 32 < attachmentShare - whole ? 1 : 0);
}

/** What an address names a file by; the id does not lead there. */
export function fileToken(world: World, { id }: TicketFile): string {
  return `${id.toString(36)}${drawHex(12, world.seed, TOKEN, id % 2 ** 31)}`;
}

export function fileByToken(world: World, token: string): TicketFile | undefined {
  const id = Number.parseInt(token.slice(0, -12), 36);
  if (!Number.isSafeInteger(id)) return undefined;
  const ofArticle = articleFile(world.knowledge, id);
  if (ofArticle !== undefined) return fileToken(world, ofArticle) === token ? ofArticle : undefined;
  const sent = world.writing.files.get(id);
  if (sent !== undefined) return fileToken(world, sent) === token ? sent : undefined;
  const index = world.addedFiles.get(id) ?? Math.floor((id - FIRST_FILE_ID) / ROOM_PER_TICKET);
  const ticket = findTicket(world, index + 1);
  const added = ticket?.override?.comments.find(({ fileId }) => fileId === id);
  const found =
    added === undefined
      ? ticket && generatedFilesOf(world, ticket).find((candidate) => candidate.id === id)
      : addedFile(id, index, added.seed);
  return found !== undefined && fileToken(world, found) === token ? found : undefined;
}

/** As it is served. */
export function servedFile(file: TicketFile): ServedFile {
  const { fileName: filename, contentType, bytes } = file;
  return { filename, contentType, bytes, slices: (from, until) => fileSlices(file, from, until) };
}

/** Content from a byte offset up to another, in slices of 64 kB at most. */
export function* fileSlices(
  { seed, content }: Pick<TicketFile, 'seed' | 'content'>,
  from: number,
  until: number,
): Generator<Uint8Array> {
  if (content !== undefined) {
    yield content.subarray(from, until);
    return;
  }
  for (let start = from - (from % SLICE_BYTES); start < until; start += SLICE_BYTES) {
    const slice = new Uint8Array(Math.min(SLICE_BYTES, until - start));
    let state = draw(seed, CONTENT, start);
    for (let position = 0; position < slice.length; position++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      slice[position] = state >>> 24;
    }
    yield slice.subarray(Math.max(0, from - start));
  }
}

/** Lower-case hexadecimal. */
export function fileSha256(content: TicketFile): string {
  const hash = createHash('sha256');
  for (const slice of fileSlices(content, 0, content.bytes)) hash.update(slice);
  return hash.digest('hex');
}
