import { lowerBound } from '../../order/sorted-places.js';
import { draw, drawUuid, pick, salt } from '../../random/draw.js';
import type { World } from './model.js';

/** Of a ticket with an outside party. Times are seconds since the epoch. */
export interface SideConversation {
  id: string;
  ticketId: number;
  subject: string;
  state: 'open' | 'closed';
  agentId: number;
  /** Address of the outside party. */
  partner: string;
  /** Ticket it was handed on as. */
  childTicketId: number | null;
  events: readonly SideEvent[];
}

export interface SideEvent {
  id: string;
  type: 'create' | 'reply';
  html: string;
  at: number;
}

const SIDE = salt('side conversation');
/** One ticket in so many has one, and none of those is ever deleted. */
const EVERY = 40;
const FIRST = 10;
const DELAY_SECONDS = 3_600;

export function sideConversationCount({ timeline }: World): number {
  return Math.max(0, Math.ceil((timeline.size - FIRST) / EVERY));
}

/** Conversations come in the order of their beginnings. */
export function readSideConversation(world: World, position: number): SideConversation {
  const index = FIRST + position * EVERY;
  const drawn = draw(world.seed, SIDE, index);
  const at = world.timeline.createdAt(index) + DELAY_SECONDS;
  const id = drawUuid(world.seed, SIDE, index, 1);
  return {
    id,
    ticketId: index + 1,
    subject: `Spare part for #${index + 1}`,
    state: position % 3 === 2 ? 'closed' : 'open',
    agentId: pick(world.people.agents, drawn).id,
    partner: `partner${position}@supplier.example`,
    childTicketId: position % 4 === 1 ? 1 : null,
    events: (['create', 'reply'] as const).map((type, number) => ({
      id: drawUuid(world.seed, SIDE, index, 2 + number),
      type,
      html: `<p>${type === 'create' ? 'Do you have it <b>in stock</b>?' : 'Next week &amp; for sure.'}</p>`,
      at: at + number,
    })),
  };
}

/** Position of the first conversation that went on at or after a time. */
export function firstSideConversation(world: World, second: number): number {
  return lowerBound(
    sideConversationCount(world),
    (position) => world.timeline.createdAt(FIRST + position * EVERY) + DELAY_SECONDS + 1 < second,
  );
}
