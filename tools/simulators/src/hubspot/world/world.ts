import { foldSeed } from '../../random/draw.js';
import { createCatalogue } from './catalogue.js';
import { FIRST_ADDED_FILE } from './files.js';
import { type KindName, kindNames } from './kinds.js';
import type { FirstTicket, Table, World } from './model.js';
import { createPeople } from './people.js';

/** Beyond it, ids of one type of records would run into those of the next. */
export const LARGEST_SIZE = 1_000_000;
export const MOST_FILES_PER_TICKET = 10;
const MOST_MESSAGES_ON_AVERAGE = 10;
const FEWEST_MESSAGES_ON_AVERAGE = 2;

export interface WorldOptions {
  seed: number;
  size: number;
  now: () => number;
  attachmentShare: number | undefined;
  messagesPerTicket: number | undefined;
  first: FirstTicket;
  customProperties: number;
  mergesKeepId: boolean;
}

/** A portal at its start. Nothing per record is made here, so the size does not matter. */
export function createWorld(options: WorldOptions): World {
  const { size, seed, attachmentShare, messagesPerTicket } = options;
  if (!Number.isSafeInteger(seed))
    throw new Error(`The seed of a simulated world must be a whole number, not ${seed}.`);
  check('A simulated HubSpot portal holds', size, 'tickets', [0, LARGEST_SIZE]);
  check('A ticket of a simulated world has', attachmentShare, 'files on average', [0, MOST_FILES_PER_TICKET]);
  check('A ticket of a simulated world has', messagesPerTicket, 'messages on average', [
    FEWEST_MESSAGES_ON_AVERAGE,
    MOST_MESSAGES_ON_AVERAGE,
  ]);
  const folded = foldSeed(seed);
  return {
    seed: folded,
    now: options.now,
    size,
    people: createPeople(folded),
    catalogue: createCatalogue(options.customProperties),
    isDrifted: false,
    mergesKeepId: options.mergesKeepId,
    tables: tablesFor(size),
    first: options.first,
    attachmentShare,
    messagesPerTicket,
    answers: new Map(),
    spam: new Set(),
    archivedThreads: new Set(),
    locks: new Map(),
    uploads: new Map(),
    sentFiles: new Map(),
    ledger: new Map(),
    sequence: { message: 500_000, file: FIRST_ADDED_FILE },
  };
}

/** About five engagements for a ticket in the proportions of a support team; a portal is never quite empty of people. */
function tablesFor(size: number): Record<KindName, Table> {
  const sizes: Record<KindName, number> = {
    contacts: Math.max(4, size),
    companies: Math.max(3, Math.ceil(size / 10)),
    deals: Math.max(2, Math.ceil(size / 10)),
    tickets: size,
    products: 5,
    line_items: Math.ceil(size / 5),
    communications: Math.ceil(size / 8),
    tasks: Math.ceil(size / 6),
    notes: size,
    meetings: Math.ceil(size / 10),
    calls: Math.ceil(size / 7),
    emails: Math.ceil((size * 3) / 4),
    machines: Math.ceil(size / 20),
  };
  return Object.fromEntries(
    kindNames.map((kind) => [kind, { kind, size: sizes[kind], overrides: new Map(), born: [] }]),
  ) as unknown as Record<KindName, Table>;
}

function check(
  subject: string,
  value: number | undefined,
  what: string,
  [least, most]: readonly [number, number],
): void {
  if (value === undefined || (value >= least && value <= most)) return;
  throw new Error(`${subject} ${least} to ${most} ${what}, not ${value}. Choose a number in that range.`);
}
