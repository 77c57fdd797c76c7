import { lowerBound } from '../../order/sorted-places.js';
import { draw, drawUuid, pick, salt } from '../../random/draw.js';
import type { SideEvent, World } from './model.js';

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
  /** What happened in it after the start of the world. */
  later: readonly SideEvent[];
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
  const later = world.laterSideEvents
    .filter((added) => added.position === position)
    .map(({ event }) => event);
  const isClosed = position % 3 === 2 || later.some(({ type }) => type === 'update');
  return {
    id,
    ticketId: index + 1,
    subject: `Spare part for #${index + 1}`,
    state: isClosed ? 'closed' : 'open',
    agentId: pick(world.people.agents, drawn).id,
    partner: `partner${position}@supplier.example`,
    childTicketId: position % 4 === 1 ? 1 : null,
    events: (['create', 'reply'] as const).map((type, number) => ({
      id: drawUuid(world.seed, SIDE, index, 2 + number),
      type,
      html: `<p>${type === 'create' ? 'Do you have it <b>in stock</b>?' : 'Next week &amp; for sure.'}</p>`,
      at: at + number,
    })),
    later,
  };
}

/** The outside party answers in one of them, which closes it. */
export function closeSideConversation(world: World, seed: number, second: number): void {
  const count = sideConversationCount(world);
  if (count === 0) return;
  const position = seed % count;
  for (const type of ['reply', 'update'] as const) {
    const id = drawUuid(world.seed, SIDE, FIRST + position * EVERY, 4 + world.laterSideEvents.length);
    const html = type === 'reply' ? '<p>It is on its way.</p>' : '';
    world.laterSideEvents.push({ position, event: { id, type, html, at: second } });
  }
}

/** Position of the first conversation that went on at or after a time. */
export function firstSideConversation(world: World, second: number): number {
  return lowerBound(
    sideConversationCount(world),
    (position) => world.timeline.createdAt(FIRST + position * EVERY) + DELAY_SECONDS + 1 < second,
  );
}
