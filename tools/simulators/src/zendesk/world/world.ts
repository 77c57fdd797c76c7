import { foldSeed } from '../../random/draw.js';
import { createCatalogue } from './catalogue.js';
import { createKnowledge } from './knowledge.js';
import { createLists } from './lists.js';
import type { FirstTicket, World } from './model.js';
import { mergeUsers, type Oddity, oddities } from './oddities.js';
import { createPeople } from './people.js';
import { createTimeline } from './timeline.js';

/** Beyond it, computed ids of comments and files would run into those of added ones. */
export const LARGEST_SIZE = 5_000_000;
export const MOST_FILES_PER_TICKET = 10;
const MOST_COMMENTS_ON_AVERAGE = 10;
const FEWEST_COMMENTS_ON_AVERAGE = 2;

export interface WorldOptions {
  seed: number;
  size: number;
  now: () => number;
  attachmentShare: number | undefined;
  commentsPerTicket: number | undefined;
  first: FirstTicket;
  /** How many brands have a Help Center: 0 to 2. */
  helpCenters: number;
  oddities: readonly Oddity[];
}

/** An account at its start. Nothing per ticket is made here, so the size does not matter. */
export function createWorld(options: WorldOptions): World {
  const { size, seed, attachmentShare, commentsPerTicket } = options;
  if (!Number.isSafeInteger(seed))
    throw new Error(`The seed of a simulated world must be a whole number, not ${seed}.`);
  check('A simulated Zendesk account holds', size, 'tickets', [0, LARGEST_SIZE]);
  check('A ticket of a simulated world has', attachmentShare, 'files on average', [0, MOST_FILES_PER_TICKET]);
  check('A ticket of a simulated world has', commentsPerTicket, 'comments on average', [
    FEWEST_COMMENTS_ON_AVERAGE,
    MOST_COMMENTS_ON_AVERAGE,
  ]);
  check('A simulated Zendesk account has', options.helpCenters, 'Help Centers', [0, 2]);
  const unknown = options.oddities.find((name) => !oddities.includes(name));
  if (unknown !== undefined)
    throw new Error(`A simulated Zendesk account knows no ${unknown}. Choose of: ${oddities.join(', ')}.`);
  const odd = new Set(options.oddities);
  const folded = foldSeed(seed);
  const everybody = createPeople(folded);
  const people = odd.has('merged users') ? mergeUsers(everybody) : everybody;
  const catalogue = createCatalogue(options.helpCenters);
  return {
    seed: folded,
    now: options.now,
    timeline: createTimeline(size),
    people,
    catalogue,
    lists: createLists(folded, people, size),
    knowledge: createKnowledge(folded, {
      people,
      catalogue,
      oddities: odd,
      withFiles: attachmentShare !== 0,
    }),
    isDrifted: false,
    first: options.first,
    oddities: odd,
    attachmentShare,
    commentsPerTicket,
    overrides: new Map(),
    touched: [],
    created: 0,
    sequence: { comment: 48_000_000_000_000, attachment: 50_000_000_000_000 },
    addedFiles: new Map(),
    laterSideEvents: [],
    writing: { files: new Map(), uploads: new Map(), repeats: new Map(), ledger: new Map() },
  };
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
