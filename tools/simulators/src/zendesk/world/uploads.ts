import { drawHex, salt } from '../../random/draw.js';
import type { TicketFile } from './file.js';
import type { World } from './model.js';

const UPLOAD = salt('upload token');

/** https://developer.zendesk.com/api-reference/ticketing/tickets/ticket-attachments/#upload-files */
const UPLOAD_MS = 3 * 24 * 3_600_000;

/** Keeps a file until a comment takes it. */
export function takeUpload(
  world: World,
  sent: { fileName: string; contentType: string; content: Uint8Array },
): { token: string; file: TicketFile } {
  const id = world.sequence.attachment++;
  const seed = id % 2 ** 31;
  const file = { id, ticketIndex: -1, bytes: sent.content.length, isInline: false, seed, ...sent };
  const token = drawHex(24, world.seed, UPLOAD, seed);
  world.writing.uploads.set(token, { file, at: world.now() });
  world.writing.files.set(id, file);
  return { token, file };
}

/** Files of uploads; undefined when one of them was used already or has ended. */
export function filesOfUploads(
  { writing: { uploads }, now }: World,
  tokens: readonly string[],
): TicketFile[] | undefined {
  const living = tokens.flatMap((token) => {
    const upload = uploads.get(token);
    return upload === undefined || now() - upload.at >= UPLOAD_MS ? [] : [upload.file];
  });
  return living.length === tokens.length ? living : undefined;
}

/** An upload is good for one comment. */
export function spendUploads({ writing: { uploads } }: World, files: readonly TicketFile[]): void {
  for (const [token, { file }] of uploads) if (files.includes(file)) uploads.delete(token);
}
