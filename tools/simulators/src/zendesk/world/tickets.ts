import { draw, pick, salt } from '../../random/draw.js';
import { formId } from './lists.js';
import type { FieldValues, Ticket, World } from './model.js';
import { rowsAfter } from './order.js';
import { subjectText } from './texts.js';

const STATUS = salt('status');
const PEOPLE = salt('people');
const KIND = salt('kind');
const SUBJECT = salt('subject');
const TAGS = salt('tags');
const VALUES = salt('values');
const TAG_LISTS: readonly (readonly string[])[] = [[], [], ['vip'], ['refund', 'größe'], ['языки'], ['c++']];
const CHANNELS = ['web', 'email', 'api', 'voice', 'native_messaging', 'a_new_channel'];
const PRIORITIES = [null, 'low', 'normal', 'normal', 'high', 'urgent'] as const;

export function ticketCount(world: World): number {
  return world.timeline.size + world.created;
}

/** Ticket at a position; the caller keeps `index` below `ticketCount`. */
export function readTicket(world: World, index: number): Ticket {
  const { people, catalogue, timeline, seed } = world;
  const override = world.overrides.get(index);
  const createdAt = override?.createdAt ?? timeline.createdAt(index);
  const generatedAt = override?.changedAt ?? timeline.changedAt(index);
  const drawn = draw(seed, PEOPLE, index);
  const kind = draw(seed, KIND, index);
  const drawnUser = pick(people.endUsers, drawn);
  const requester = people.winners.get(drawnUser.id) ?? drawnUser;
  const isClosed = override?.status === undefined && kind % 5 === 4;
  const problemIndex = index % 10 > 6 ? index - (index % 10) : null;
  const isMade = override?.description !== undefined;
  const isPublic = kind % 13 !== 0;
  return {
    index,
    id: index + 1,
    subject: subjectText(override?.subjectSeed ?? draw(seed, SUBJECT, index), index + 1),
    status: override?.status ?? pick(usual(catalogue.statuses), draw(seed, STATUS, index)),
    // A merge closes a ticket, and nobody opens it again.
    isClosed: isClosed || isMerged(world, index),
    isDeleted: isDeleted(world, index),
    isScrubbed: world.oddities.has('scrubbed tickets') && isDeleted(world, index),
    priority: pick(PRIORITIES, kind >>> 4),
    type: ticketType(index, problemIndex),
    requester,
    submitter: kind % 3 === 0 ? pick(people.agents, drawn >>> 6) : requester,
    assignee: kind % 4 === 0 ? null : pick(people.agents, drawn >>> 12),
    groupId: kind % 7 === 0 ? null : pick(people.groups, drawn >>> 16).id,
    organizationId: requester.organizationId,
    brandId: pick(catalogue.brands, drawn >>> 20).id,
    problemIndex,
    ...(isMade ? { followsId: null, mergedIntoId: null } : linksOf(world, index)),
    isOfAiAgent: !isMade && index % 29 === 6,
    formId: kind % 3 === 1 ? null : formId(kind % 3 === 0 ? 0 : 1),
    rating: ratingOf(index, kind),
    metrics: metricsOf(index, generatedAt),
    isPublic,
    wasPublic: override?.description?.isPublic ?? isPublic,
    externalId: null,
    tags: pick(TAG_LISTS, draw(seed, TAGS, index)),
    channel: pick(CHANNELS, kind >>> 8),
    createdAt,
    // Every seventeenth was last touched by the system, which the row shows and the ticket does not.
    updatedAt: override === undefined && index % 17 === 3 ? generatedAt - 3_600 : generatedAt,
    generatedAt,
    override,
    ...(isMade && madeValues(world)),
    ...override?.written,
  };
}

/** What a ticket made over the API has when nothing else was asked for. */
function madeValues({ people: { admin }, catalogue }: World): Partial<Ticket> {
  const values = { priority: null, type: null, assignee: null, groupId: null, organizationId: null };
  return {
    ...values,
    requester: admin,
    submitter: admin,
    brandId: catalogue.brands.find(({ isDefault }) => isDefault)?.id ?? 0,
    formId: null,
    problemIndex: null,
    rating: null,
    metrics: null,
    tags: [],
    channel: 'api',
  };
}

/** Undefined for one that does not exist. */
export function findTicket(world: World, id: number): Ticket | undefined {
  return id >= 1 && id <= ticketCount(world) ? readTicket(world, id - 1) : undefined;
}

/** Tickets in the order of the export, behind a place in it. */
export function* walkTickets(
  world: World,
  after: { second: number; index: number } | undefined,
): Generator<Ticket> {
  for (const row of rowsAfter(world, after)) yield readTicket(world, row.index);
}

/** Values of all custom fields, null where a ticket has none; old tickets list none at all. */
export function fieldValues(world: World, ticket: Ticket): FieldValues {
  if (ticket.index % 23 === 11 && ticket.override === undefined) return [];
  const custom = world.catalogue.fields.filter(({ isRemovable }) => isRemovable);
  return custom.map((field) => {
    const { override } = ticket;
    if (override?.values.has(field.id)) return { field, value: override.values.get(field.id) };
    if (override?.description !== undefined) return { field, value: null };
    const drawn = draw(world.seed, VALUES, ticket.index, field.id % 2 ** 31);
    return {
      field,
      value: field.isAdded || drawn % 3 === 0 ? null : drawnValue(world, field, drawn),
    };
  });
}

function drawnValue(world: World, field: FieldValues[number]['field'], drawn: number): unknown {
  switch (field.type) {
    case 'integer':
      // Numbers arrive as text or as numbers.
      return drawn % 2 === 0 ? String(drawn % 1_000) : drawn % 1_000;
    case 'decimal':
      return `${drawn % 900}.${drawn % 10}`;
    case 'date':
      return new Date(Date.UTC(2023, drawn % 12, 1 + (drawn % 28))).toISOString().slice(0, 10);
    case 'checkbox':
      return drawn % 2 === 0;
    case 'tagger':
      return drawn % 10 === 0
        ? [...world.catalogue.removedOptions][0]
        : pick(field.options ?? [], drawn).value;
    case 'multiselect':
      return (field.options ?? [])
        .filter((_, position) => ((drawn >>> position) & 1) === 1)
        .map(({ value }) => value);
    case 'lookup':
      return String(pick(world.people.agents, drawn).id);
    case 'regexp':
      return `A-${drawn % 10_000}`;
    default:
      return `value ${drawn % 1_000}`;
  }
}

/** Those that tickets had before any administrator added one. */
function usual(statuses: World['catalogue']['statuses']) {
  return statuses.slice(0, 8);
}

/** Some that exist from the start, until they are restored; no problems, which incidents would go on naming. */
function isDeleted({ timeline, overrides }: World, index: number): boolean {
  if (index >= timeline.size || index % 41 !== 40 || index % 10 === 0) return false;
  return overrides.get(index)?.isRestored !== true;
}

/** One in thirty goes on from a closed one, one in thirty was merged into its neighbour; neither is ever deleted. */
function linksOf(world: World, index: number): Pick<Ticket, 'followsId' | 'mergedIntoId'> {
  return {
    followsId: index % 30 === 15 ? index - 4 : null,
    mergedIntoId: isMerged(world, index) ? index - 19 : null,
  };
}

function isMerged({ timeline }: World, index: number): boolean {
  return index < timeline.size && index % 30 === 20;
}

function ratingOf(index: number, kind: number): Ticket['rating'] {
  if (index % 9 !== 4) return null;
  const score = kind % 2 === 0 ? 'good' : 'bad';
  return { id: 62_000_000 + index, score, comment: kind % 3 === 0 ? 'Quick & friendly' : null };
}

function metricsOf(index: number, generatedAt: number): Ticket['metrics'] {
  if (index % 19 === 7) return null;
  return {
    reopens: index % 3,
    replies: index % 5,
    firstReplyMinutes: index % 4 === 0 ? null : index % 600,
    solvedAt: index % 2 === 0 ? null : generatedAt - 600,
  };
}

function ticketType(index: number, problemIndex: number | null): Ticket['type'] {
  if (problemIndex !== null) return 'incident';
  if (index % 10 === 0) return 'problem';
  return index % 3 === 0 ? null : index % 3 === 1 ? 'question' : 'task';
}
