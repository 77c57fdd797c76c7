import { draw } from '../../random/draw.js';

export interface TicketFile {
  id: number;
  ticketIndex: number;
  fileName: string;
  contentType: string;
  bytes: number;
  isInline: boolean;
  seed: number;
  /** Of one that was sent to Zendesk. */
  content?: Uint8Array;
}

const SMALLEST_BYTES = 200;
const LARGEST_BYTES = 24_000;
export const NAMED_TYPE = 'application/octet-stream';

const NAMES: readonly (readonly [fileName: string, contentType: string])[] = [
  ['screenshot.png', 'image/png'],
  ['crash.log', 'text/plain'],
  ['image001.png', 'image/png'],
  ['račun 🧾.pdf', 'application/pdf'],
  ['semi;colon, "quote" & 100%.csv', 'text/csv'],
];

export function makeFile(id: number, ticketIndex: number, seed: number): TicketFile {
  const [fileName, contentType] = NAMES[seed % NAMES.length] ?? ['noname', NAMED_TYPE];
  return {
    id,
    ticketIndex,
    fileName,
    contentType,
    // One in thirty has nothing in it, as mail programs make them.
    bytes: seed % 30 === 7 ? 0 : SMALLEST_BYTES + (draw(seed, 1) % LARGEST_BYTES),
    isInline: contentType.startsWith('image/') && seed % 2 === 0,
    seed,
  };
}
