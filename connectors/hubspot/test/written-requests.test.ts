import { Readable } from 'node:stream';
import type { HttpRequest, LoadItem } from '@airdrop-connectors/core';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { hasReference, readReference } from '../../../reference-material.js';
import { dealLoader } from '../src/loaders/deals.js';
import { fileLoader } from '../src/loaders/files.js';
import { associationLoader } from '../src/loaders/labelled-associations.js';
import { noteLoader } from '../src/loaders/notes.js';
import { taskLoader } from '../src/loaders/tasks.js';
import { ticketLoader } from '../src/loaders/tickets.js';
import { answerableTicket, startPortal } from './hubspot-portal.js';

/** Documents of the API by the beginning of the paths they are about. */
const documents = {
  '/crm/objects/': ['objects.2026-09', 'associations.2026-09'],
  '/crm/properties/': ['properties.2026-09'],
  '/files/v3/': ['files.v3'],
  '/conversations/': ['conversations.2026-09'],
  '/crm/owners/': ['crmOwners.2026-09'],
} as const;
const pathOf = (document: string) => `specs/hubspot/${document}.json`;
const present = hasReference(
  'the check of writing requests against the API documents',
  Object.values(documents).flat().map(pathOf),
);

const referenceSchema = z.object({ $ref: z.string() });
const operationSchema = z.object({
  parameters: z.optional(z.array(z.object({ name: z.string(), in: z.string() }))),
  requestBody: z.optional(
    z.object({
      content: z.record(
        z.string(),
        z.object({
          schema: z.union([referenceSchema, z.object({ items: referenceSchema }), z.looseObject({})]),
        }),
      ),
    }),
  ),
});
const ownMembers = {
  required: z.optional(z.array(z.string())),
  properties: z.optional(z.record(z.string(), z.unknown())),
};
/** One of several forms: each is a schema that adds its members to the common one. */
const membersSchema = z.object({
  ...ownMembers,
  oneOf: z.optional(z.array(referenceSchema)),
  allOf: z.optional(z.array(z.union([referenceSchema, z.object(ownMembers)]))),
});
const documentSchema = z.object({
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
});
type ApiDocument = z.infer<typeof documentSchema>;

const key = 'a1b2c3d4e5f6a1b2c3d4e5f6';
const itemOf = (itemType: string, data: object) =>
  ({
    devrevId: 'don:core:dvrv-us-1:devo/local:ticket/1',
    itemType,
    createdDate: '2025-11-03T12:00:00.000Z',
    modifiedDate: '2025-11-03T12:00:00.000Z',
    data,
  }) as unknown as LoadItem<never>;

/** Everything that is written, and looked up for it. */
async function requestsOfWriting(): Promise<HttpRequest[]> {
  const { client, requests, simulator } = await startPortal({ size: 20 });
  const context = {
    client,
    options: { replies: true },
    externalSyncUnit: { id: 'portal', name: 'HubSpot' },
    externalIdOf: async () => undefined,
    isTaken: async () => false,
    key,
  };
  const idsOf = (kind: string) =>
    [...simulator.truth('portal')].filter((object) => object.kind === kind).map(({ id }) => id);
  const [ticketId = ''] = idsOf('ticket');
  const [contact, other] = idsOf('contact');
  const ticket = itemOf('ticket_any', { subject: 'New', stage: '1', contacts: [contact] });
  const { id } = await ticketLoader.create({ ...context, item: ticket });
  await ticketLoader.find({ ...context, item: ticket, since: '' });
  await ticketLoader.update?.read({ ...context, item: ticket, id });
  const changes = itemOf('ticket_any', { subject: 'Other', contacts: [other] }).data;
  await ticketLoader.update?.write({ ...context, item: ticket, id, changes });
  await dealLoader.create({ ...context, item: itemOf('deal_any', { name: 'New', stage: 'contractsent' }) });
  await taskLoader.create({ ...context, item: itemOf('tasks', { subject: 'New', parent: ticketId }) });
  await noteLoader.create({ ...context, item: itemOf('notes', { body: ['New'], parent: ticketId }) });
  // The second ticket has an open conversation.
  const [, answered = ''] = idsOf('ticket');
  const [owner] = idsOf('owner');
  const reply = itemOf('notes', {
    body: ['New'],
    visibility: 'public',
    parent: answerableTicket(simulator, [answered]),
    owner,
  });
  const { id: replyId } = await noteLoader.create({ ...context, item: reply });
  await noteLoader.find({ ...context, item: reply, since: '2025-11-03T12:00:00.000Z' });
  await noteLoader.update?.read({ ...context, item: reply, id: replyId });
  const label = { kind: 'tickets.contacts.36', source: ticketId, target: other };
  await associationLoader.create({ ...context, item: itemOf('associations', label) });
  const file = {
    devrevId: 'don:core:dvrv-us-1:devo/local:artifact/1',
    fileName: 'a.txt',
    contentType: 'text/plain',
    bytes: 4,
    parentId: ticketId,
    parentType: 'ticket',
    createdDate: '2025-11-03T12:00:00.000Z',
  };
  await fileLoader.create({ ...context, file, open: async () => Readable.from([Buffer.from('text')]) });
  return requests;
}

describe.skipIf(!present)('requests of writing follow', () => {
  it('the documents of the API, with members that these know and without none that has to be', async () => {
    const problems = new Set<string>();
    const checked = new Set<string>();
    for (const request of await requestsOfWriting()) {
      const { method = 'GET', path, query } = request;
      const own = Object.entries(documents).find(([start]) => path.startsWith(start))?.[1] ?? [];
      const found = own
        .map((name) => z.parse(documentSchema, readReference(pathOf(name))))
        .flatMap((document) => operationsOf(document, method, path).map((one) => ({ document, ...one })))[0];
      // Lists and batches that are read have a check of their own.
      if (own.length === 0 || path.endsWith('/batch/read')) continue;
      if (found === undefined) {
        problems.add(`${method} ${path} is in no document`);
        continue;
      }
      const { document, operation, template } = found;
      const known = (operation.parameters ?? []).filter(({ in: place }) => place === 'query');
      for (const name of Object.keys(query ?? {}))
        if (!known.some((parameter) => parameter.name === name))
          problems.add(`${method} ${template} takes no ${name}`);
      for (const problem of bodyProblems(document, operation, request))
        problems.add(`${method} ${template}: ${problem}`);
      checked.add(`${method} ${template}`);
    }
    expect([...problems]).toEqual([]);
    expect(checked.size).toBeGreaterThanOrEqual(8);
  });
});

function operationsOf({ paths }: ApiDocument, method: string, path: string) {
  return Object.entries(paths).flatMap(([template, methods]) => {
    const operation = z.safeParse(operationSchema, methods[method.toLowerCase()]).data;
    return operation !== undefined && matches(template, path) ? [{ template, operation }] : [];
  });
}

function bodyProblems(
  { components }: ApiDocument,
  { requestBody }: z.infer<typeof operationSchema>,
  { body, upload }: HttpRequest,
): string[] {
  const [content] = Object.values(requestBody?.content ?? {});
  if (content === undefined) return body === undefined ? [] : ['takes no body'];
  const { schema } = content;
  const reference = z.safeParse(referenceSchema, 'items' in schema ? schema.items : schema).data?.$ref;
  const name = reference?.split('/').at(-1) ?? '';
  const declared = z.parse(membersSchema, reference === undefined ? schema : components.schemas[name]);
  const form = { ...upload?.form?.fields, ...(upload?.form && { [upload.form.name]: '' }) };
  return [body ?? form].flat().flatMap((entry) => {
    const sent = Object.keys(entry as object);
    const members = formOf(components.schemas, declared, entry as { type?: string });
    return [
      ...(members.required ?? [])
        .filter((needed) => !sent.includes(needed))
        .map((needed) => `needs ${needed}`),
      ...sent.filter((one) => !(one in (members.properties ?? {}))).map((one) => `knows no ${one}`),
    ];
  });
}

/** The form whose `type` the entry has; the only one where there are no several. */
function formOf(
  schemas: ApiDocument['components']['schemas'],
  declared: z.infer<typeof membersSchema>,
  { type }: { type?: string },
): Pick<z.infer<typeof membersSchema>, 'required' | 'properties'> {
  const forms = (declared.oneOf ?? []).map(({ $ref }) =>
    z.parse(membersSchema, schemas[$ref.split('/').at(-1) ?? '']),
  );
  const own = forms.flatMap(({ allOf = [] }) => allOf.flatMap((part) => ('$ref' in part ? [] : part)));
  const typed = z.object({ type: z.object({ enum: z.array(z.string()) }) });
  return (
    own.find(({ properties }) => z.safeParse(typed, properties).data?.type.enum.includes(type ?? '')) ??
    declared
  );
}

function matches(template: string, path: string): boolean {
  const [parts, asked] = [template.split('/'), path.split('/')];
  return (
    parts.length === asked.length &&
    parts.every((part, place) => part.startsWith('{') || part === asked[place])
  );
}
