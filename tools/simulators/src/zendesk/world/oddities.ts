import type { TicketFile } from './file.js';
import type { People, User } from './people.js';

/**
 * What happens in some accounts only, and in a world only where it is asked for.
 * `archived articles`: with every batch of changes an article is archived, which takes it out of every list.
 * `chats`: messages of conversations have text and no HTML.
 * `edits beside tickets`: with every batch of changes a user is renamed, an article revised, and a side conversation
 * answered and closed, too.
 * `empty pages`: an export by cursor begins with a page without rows, which is not its end.
 * `malware`: Zendesk has found some in files of tickets, and gives those to nobody.
 * `merged users`: some end users were merged into others, who have their tickets now.
 * `hidden articles`: one article of six is of a segment the connection does not belong to, and is not shown to it.
 * `late external ids`: a new ticket is not found by its external id for a minute.
 * `quiet labels`: with every batch of changes an article has a new label, which does not move its date.
 * `required fields`: a ticket can only be solved when its first custom field has a value.
 * `role flips`: with every batch of changes a customer is made an agent, or is a customer again.
 * `scrubbed tickets`: a deleted ticket has lost what it said for good.
 */
export const oddities = [
  'archived articles',
  'chats',
  'edits beside tickets',
  'empty pages',
  'hidden articles',
  'late external ids',
  'malware',
  'merged users',
  'quiet labels',
  'required fields',
  'role flips',
  'scrubbed tickets',
] as const;
export type Oddity = (typeof oddities)[number];
export type Oddities = ReadonlySet<Oddity>;

/** What is left of the text of a ticket that was deleted for good. */
export const SCRUBBED = 'SCRUBBED';

/** Files of tickets only; one in four. */
export function isInfected(world: { oddities: Oddities }, { ticketIndex, seed }: TicketFile): boolean {
  return world.oddities.has('malware') && ticketIndex >= 0 && seed % 4 === 1;
}

/** Of every twelve end users one was merged into another: inactive, without an address, with the name kept. */
export function mergeUsers(people: People): People {
  const losers = people.endUsers.map((user, index) =>
    index % 12 === 10 ? { ...user, email: null, phone: null, isActive: false } : user,
  );
  const winners = new Map(
    losers.flatMap((user, index): [number, User][] => {
      const winner = index % 12 === 10 ? losers[index - 2] : undefined;
      return winner === undefined ? [] : [[user.id, winner]];
    }),
  );
  return { ...people, endUsers: losers, winners };
}
