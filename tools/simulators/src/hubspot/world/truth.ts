import type { TruthObject } from '../../simulator.js';
import { associatedWith, ticketOf } from './associations.js';
import { exchangeRates, knowledgeArticles, objectTags } from './catalogue.js';
import { isOfInbox } from './engagements.js';
import { fileAt, fileSha256 } from './files.js';
import { historyOf } from './history.js';
import { iso } from './iso.js';
import { type KindName, machineTypeId } from './kinds.js';
import type { Row, World } from './model.js';
import { membersOf } from './people.js';
import { idOf, readRow, walkRows } from './rows.js';
import { isSaid, type Message, readMessages, readThread, type Thread, threadCount } from './threads.js';
import { ticketState, valuesOf } from './values.js';

const PORTAL_UNIT = 'portal';

/** The portal as a whole, then the tickets of each pipeline that is in use. */
export function unitIds({ catalogue }: World): string[] {
  return [
    PORTAL_UNIT,
    ...catalogue.pipelines.tickets.filter(({ isArchived }) => !isArchived).map(({ id }) => `pipeline-${id}`),
  ];
}

/** Everything a complete run over the unit must deliver: people and lists first, then record by record. */
export function* truthOf(world: World, unitId: string): Generator<TruthObject> {
  if (!unitIds(world).includes(unitId))
    throw new Error(`The simulated portal has no part ${unitId}. Use one of externalSyncUnitIds.`);
  const pipelineId = unitId === PORTAL_UNIT ? undefined : unitId.replace('pipeline-', '');
  const isInUnit = (ticketIndex: number | undefined) =>
    ticketIndex === undefined ||
    pipelineId === undefined ||
    ticketState(world, readRow(world, 'tickets', ticketIndex)).pipelineId === pipelineId;
  yield* peopleTruth(world);
  for (const { id, label } of objectTags)
    yield { kind: 'tag', itemType: 'tags', id: String(id), fields: { name: label } };
  for (const { code, rate } of exchangeRates)
    yield { kind: 'currency', itemType: 'currencies', id: code, fields: { rate } };
  for (const { id, title } of knowledgeArticles)
    yield { kind: 'article', itemType: 'articles', id: String(id), fields: { title } };
  for (const kind of ['companies', 'contacts', 'deals', 'products', 'line_items', 'machines'] as const)
    for (const row of live(world, kind)) yield* recordTruth(world, row);
  for (const row of live(world, 'tickets')) if (isInUnit(row.index)) yield* ticketTruth(world, row);
  for (const kind of ['notes', 'emails', 'calls', 'meetings', 'tasks', 'communications'] as const)
    for (const row of live(world, kind)) {
      const ticket = ticketOf(world, row);
      // What an inbox has written down is a message of a conversation, too, and arrives as such.
      if (isInUnit(ticket) && !isOfInbox(world, row)) yield* engagementTruth(world, row, ticket);
    }
  for (let index = 0; index < threadCount(world); index++) {
    const thread = readThread(world, index);
    const isIn = thread.ticketIndex === undefined ? pipelineId === undefined : isInUnit(thread.ticketIndex);
    const isThere = !thread.isSpam && !world.archivedThreads.has(thread.index);
    if (isIn && isThere) yield* threadTruth(world, thread);
  }
}

function live(world: World, kind: KindName): Generator<Row> {
  return walkRows(world, kind, { afterId: 0, archived: false });
}

function* peopleTruth({ people }: World): Generator<TruthObject> {
  for (const { id, email, isQueue, userId } of people.owners) {
    yield isQueue
      ? { kind: 'queue', itemType: 'queues', id: String(id) }
      : { kind: 'owner', itemType: 'owners', id: String(id), fields: { email } };
    if (userId !== undefined)
      yield { kind: 'user', itemType: 'users', id: String(userId), fields: { email } };
  }
  for (const { id, name } of people.teams) {
    yield { kind: 'team', itemType: 'teams', id: String(id), fields: { name } };
    for (const { userId, isPrimary } of membersOf(people, id))
      yield {
        kind: 'membership',
        itemType: 'team_members',
        id: `${id}-${userId}`,
        fields: { team: String(id), is_primary: isPrimary },
      };
  }
}

const itemTypes: Readonly<Partial<Record<KindName, readonly [kind: string, itemType: string]>>> = {
  companies: ['company', 'company_any'],
  contacts: ['contact', 'contact_any'],
  deals: ['deal', 'deal_any'],
  products: ['product', 'products'],
  line_items: ['line_item', 'line_items'],
  machines: ['machine', `custom_${machineTypeId}`],
  notes: ['note', 'notes'],
  emails: ['email', 'emails'],
  calls: ['call', 'calls'],
  meetings: ['meeting', 'meetings'],
  tasks: ['task', 'tasks'],
  communications: ['communication', 'communications'],
};

function* recordTruth(world: World, row: Row): Generator<TruthObject> {
  const [kind = '', itemType = ''] = itemTypes[row.kind] ?? [];
  const values = valuesOf(world, row);
  const company = associatedWith(world, row, 'companies')[0];
  const fields: Partial<Record<KindName, Record<string, unknown>>> = {
    contacts: {
      email: values.email,
      company: company === undefined ? null : idOf(world, 'companies', company.index),
    },
    companies: { domain: values.domain, owner: values.hubspot_owner_id },
    deals: { name: values.dealname, stage: values.dealstage, owner: values.hubspot_owner_id },
    line_items: { quantity: Number(values.quantity) },
    machines: { p_serial: values.serial },
  };
  yield { kind, itemType, id: String(row.id), modified: iso(row.updatedAt), fields: fields[row.kind] ?? {} };
  if (row.kind === 'contacts') yield* labelTruth(world, row, 'companies');
  if (row.kind === 'deals') yield* changeTruth(world, row, ['dealstage', 'hubspot_owner_id']);
}

function* ticketTruth(world: World, row: Row): Generator<TruthObject> {
  const state = ticketState(world, row);
  const values = valuesOf(world, row);
  const [company] = associatedWith(world, row, 'companies');
  yield {
    kind: 'ticket',
    itemType: 'ticket_any',
    id: String(row.id),
    modified: iso(row.updatedAt),
    fields: {
      subject: state.subject,
      pipeline: state.pipelineId,
      stage: state.stageId,
      priority: values.hs_ticket_priority,
      owner: values.hubspot_owner_id,
      company: company === undefined ? null : idOf(world, 'companies', company.index),
      contacts: associatedWith(world, row, 'contacts').map(({ index }) => idOf(world, 'contacts', index)),
    },
  };
  yield* labelTruth(world, row, 'contacts');
  yield* changeTruth(world, row, ['hs_pipeline_stage', 'hubspot_owner_id']);
}

function* labelTruth(world: World, row: Row, to: KindName): Generator<TruthObject> {
  for (const { index, types } of associatedWith(world, row, to))
    for (const { category, typeId } of types)
      if (category === 'USER_DEFINED')
        yield {
          kind: 'association',
          itemType: 'associations',
          id: `${row.id}-${idOf(world, to, index)}-${typeId}`,
          modified: iso(row.updatedAt),
          fields: { source: String(row.id) },
        };
}

function* changeTruth(world: World, row: Row, properties: readonly string[]): Generator<TruthObject> {
  for (const property of properties)
    for (const { at } of historyOf(world, row, property))
      yield {
        kind: 'change',
        itemType: 'changes',
        id: `${row.id}-${property}-${at}`,
        modified: iso(at),
        fields: { record: String(row.id) },
      };
}

function* engagementTruth(world: World, row: Row, ticket: number | undefined): Generator<TruthObject> {
  const [kind = '', itemType = ''] = itemTypes[row.kind] ?? [];
  const parent = ticket === undefined ? parentElsewhere(world, row) : idOf(world, 'tickets', ticket);
  yield { kind, itemType, id: String(row.id), modified: iso(row.updatedAt), fields: { parent } };
  for (const id of (valuesOf(world, row).hs_attachment_ids ?? '').split(';').filter(Boolean))
    yield* fileTruth(world, Number(id), String(row.id));
}

function parentElsewhere(world: World, row: Row): string | null {
  for (const to of ['deals', 'companies', 'contacts'] as const) {
    const [first] = associatedWith(world, row, to);
    if (first !== undefined) return idOf(world, to, first.index);
  }
  return null;
}

function* threadTruth(world: World, thread: Thread): Generator<TruthObject> {
  const { ticketIndex } = thread;
  const parent = ticketIndex === undefined ? String(thread.id) : idOf(world, 'tickets', ticketIndex);
  if (ticketIndex === undefined)
    yield {
      kind: 'conversation',
      itemType: 'conversations',
      id: parent,
      modified: iso(thread.latestMessageAt),
      fields: { contact: thread.contactId, status: thread.isClosed ? 'closed' : 'open' },
    };
  for (const message of readMessages(world, thread)) {
    if (!isSaid(message)) continue;
    yield {
      kind: 'message',
      itemType: 'messages',
      id: message.id,
      modified: iso(message.createdAt),
      visibility: message.type === 'COMMENT' ? 'internal' : 'public',
      fields: { parent, author: authorOf(message) },
    };
    if (message.fileId !== undefined) yield* fileTruth(world, message.fileId, message.id);
  }
}

/** People only; automations are nobody. */
function authorOf({ actorId }: Message): string | null {
  return /^[AV]-/.test(actorId) ? actorId.slice(2) : null;
}

function* fileTruth(world: World, id: number, parentId: string): Generator<TruthObject> {
  const file = fileAt(world, id);
  if (file === undefined) return;
  yield {
    kind: 'attachment',
    itemType: 'attachments',
    // A file can hang on several records.
    id: `${parentId}-${id}`,
    modified: iso(file.uploadedAt),
    file: { bytes: file.bytes, sha256: fileSha256(file) },
    fields: { parent: parentId, fileName: file.filename },
  };
}
