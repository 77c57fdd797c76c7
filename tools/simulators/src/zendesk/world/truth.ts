import type { TruthObject } from '../../simulator.js';
import type { Feature } from '../http/endpoint.js';
import { readComments } from './comments.js';
import { fileSha256 } from './files.js';
import type { Comment, Ticket, World } from './model.js';
import { isInfected } from './oddities.js';
import { knowledgeTruth, listTruth, sideConversationTruth } from './other-truth.js';
import type { User } from './people.js';
import { readTicket, ticketCount } from './tickets.js';

/**
 * Everything a complete run over the account must deliver: people and lists first, then ticket by ticket.
 * @param lacking what the plan of the account does not have
 */
export function* truthOf(world: World, unitId: string, lacking: readonly Feature[]): Generator<TruthObject> {
  const has = (feature: Feature) => !lacking.includes(feature);
  const brandId = brandOf(world, unitId);
  const { people } = world;
  for (const user of [...people.agents, ...people.endUsers]) yield userTruth(user);
  for (const { id, name, updatedAt } of people.organizations)
    yield {
      kind: 'organization',
      itemType: 'organizations',
      id: String(id),
      modified: utc(updatedAt),
      fields: { name },
    };
  for (const { id, name } of people.groups)
    yield { kind: 'group', itemType: 'groups', id: String(id), fields: { name } };
  yield* listTruth(world, has);
  if (has('help center')) yield* knowledgeTruth(world, brandId);
  if (has('side conversations') && brandId === undefined) yield* sideConversationTruth(world);
  const tags = new Set<string>();
  for (let index = 0; index < ticketCount(world); index++) {
    const ticket = readTicket(world, index);
    if (ticket.isDeleted || (brandId !== undefined && ticket.brandId !== brandId)) continue;
    for (const tag of ticket.tags) tags.add(tag);
    yield* ticketTruth(world, ticket);
  }
  for (const tag of tags) yield { kind: 'tag', itemType: 'tags', id: tag };
}

/** The account as a whole, then the tickets of each brand that is in use. */
export function unitIds({ catalogue }: World): string[] {
  return [
    ACCOUNT_UNIT,
    ...catalogue.brands.filter(({ isActive }) => isActive).map(({ id }) => `brand-${id}`),
  ];
}

const ACCOUNT_UNIT = 'account';

/** Undefined for the whole account. */
function brandOf(world: World, unitId: string): number | undefined {
  if (unitId === ACCOUNT_UNIT) return undefined;
  const brand = world.catalogue.brands.find(({ id }) => unitId === `brand-${id}`);
  if (brand !== undefined) return brand.id;
  throw new Error(`The simulated account has no part ${unitId}. Use one of externalSyncUnitIds.`);
}

function userTruth({ id, name, role, updatedAt }: User): TruthObject {
  const isCustomer = role === 'end-user';
  return {
    kind: isCustomer ? 'end-user' : 'agent',
    itemType: isCustomer ? 'end_users' : 'agents',
    id: String(id),
    modified: utc(updatedAt),
    fields: { name },
  };
}

function* ticketTruth(world: World, ticket: Ticket): Generator<TruthObject> {
  const ticketId = String(ticket.id);
  yield {
    kind: 'ticket',
    itemType: 'ticket_*',
    id: ticketId,
    modified: utc(ticket.updatedAt),
    fields: {
      subject: ticket.subject,
      status: ticket.isClosed ? 'closed' : String(ticket.status.id),
      priority: ticket.priority,
      requester: String(ticket.requester.id),
      assignee: ticket.assignee === null ? null : String(ticket.assignee.id),
      organization: ticket.organizationId === null ? null : String(ticket.organizationId),
      brand: String(ticket.brandId),
      form: ticket.formId === null ? null : String(ticket.formId),
      score: ticket.rating?.score ?? null,
      reopens: ticket.metrics?.reopens ?? null,
    },
  };
  yield* linkTruth(ticket);
  const [description, ...comments] = readComments(world, ticket);
  for (const comment of comments) yield commentTruth(ticketId, comment);
  if (description !== undefined) yield* fileTruth(world, ticketId, description);
  for (const comment of comments) yield* fileTruth(world, String(comment.id), comment);
}

/** An incident names its problem, a follow-up what it follows, a merged ticket what it was merged into. */
function* linkTruth({
  id,
  updatedAt,
  problemIndex,
  followsId,
  mergedIntoId,
}: Ticket): Generator<TruthObject> {
  const links = {
    problem: problemIndex === null ? null : problemIndex + 1,
    follow_up: followsId,
    merge: mergedIntoId,
  };
  for (const [kind, target] of Object.entries(links))
    if (target !== null)
      yield {
        kind: 'ticket-link',
        itemType: 'links',
        id: `${kind}:${id}:${target}`,
        modified: utc(updatedAt),
        fields: { kind, source: String(id), target: String(target) },
      };
}

function commentTruth(ticketId: string, { id, authorId, isPublic, createdAt }: Comment): TruthObject {
  return {
    kind: 'comment',
    itemType: 'comments',
    id: String(id),
    modified: utc(createdAt),
    visibility: isPublic ? 'public' : 'internal',
    fields: { ticket: ticketId, author: authorId < 0 ? null : String(authorId) },
  };
}

function* fileTruth(
  world: World,
  parentId: string,
  { files, createdAt }: Pick<Comment, 'files' | 'createdAt'>,
): Generator<TruthObject> {
  for (const file of files.filter((candidate) => !isInfected(world, candidate)))
    yield {
      kind: 'attachment',
      itemType: 'attachments',
      id: String(file.id),
      modified: utc(createdAt),
      file: { bytes: file.bytes, sha256: fileSha256(file) },
      fields: { parent: parentId, fileName: file.fileName },
    };
}

function utc(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
