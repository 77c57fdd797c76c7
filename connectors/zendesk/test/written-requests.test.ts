import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import type { HttpRequest } from '@airdrop-connectors/core';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod/mini';
import { hasReference, referenceFolder } from '../../../reference-material.js';
import { commentLoader } from '../src/loaders/comments.js';
import { customRecordLoader } from '../src/loaders/custom-records.js';
import { fileLoader } from '../src/loaders/files.js';
import { ticketLoader } from '../src/loaders/tickets.js';
import { fileOn, itemOf, key } from './items-to-load.js';
import { startAccount } from './zendesk-account.js';

const document = 'specs/zendesk-support-openapi-2024-03.yaml';
const present = hasReference('the check of writing requests against the API document', [document]);

const bodySchema = z.object({
  content: z.object({ 'application/json': z.object({ schema: z.object({ $ref: z.string() }) }) }),
});
const documentSchema = z.object({
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
});
type ApiDocument = z.infer<typeof documentSchema>;

/** Told on pages about the endpoint, and not in the document of 2024: members, and members that may be null. */
const toldElsewhere = {
  // https://developer.zendesk.com/documentation/ticketing/managing-tickets/creating-and-updating-tickets/#setting-metadata
  members: { metadata: { type: 'object' } },
  // https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#json-format
  nullable: ['assignee_id', 'group_id', 'organization_id', 'problem_id', 'priority', 'type'],
  // Where the document tells of fields themselves, and not of their values.
  // https://developer.zendesk.com/documentation/ticketing/managing-tickets/creating-and-updating-tickets/#setting-custom-field-values
  schemas: {
    CustomFieldObject: { required: ['id', 'value'], properties: { id: { type: 'integer' }, value: {} } },
  },
};

/** Everything that is written, with every member there is. */
async function requestsOfWriting(): Promise<HttpRequest[]> {
  const { client, simulator, clock, requests } = await startAccount();
  const context = {
    client,
    options: { help_center: true },
    externalSyncUnit: { id: 'account', name: 'Account' },
    externalIdOf: async () => undefined,
    isTaken: async () => false,
  };
  const idOf = (kind: string) => [...simulator.truth('account')].find((object) => object.kind === kind)?.id;
  const statuses = await client.customStatuses();
  const { ticket_fields: fields } = await client.ticketFieldPage('');
  const custom = Object.fromEntries(
    fields.filter(({ type }) => type === 'text').map(({ id }) => [`cf_${id}`, 'Text']),
  );
  const data = {
    subject: 'New',
    description: ['Words'],
    priority: 'high',
    tags: ['vip'],
    status: String(statuses[1]?.id),
    requester: idOf('end-user'),
    assignee: idOf('agent'),
    group: idOf('group'),
    form: idOf('form'),
    problem: '1',
    ...custom,
  };
  const ticket = itemOf(data);
  const { id } = await ticketLoader.create({ ...context, item: ticket, key });
  await ticketLoader.find?.({ ...context, item: ticket, key, since: '' });
  const changes = { subject: 'Other', assignee: null, group: null, problem: null, priority: 'low' };
  const item = itemOf(changes);
  await ticketLoader.update?.read({ ...context, item, id });
  await ticketLoader.update?.write({ ...context, item, id, changes: item.data });
  const said = { ticket: id, body: ['Said'], visibility: 'public', author: idOf('end-user') };
  const comment = itemOf(said, 'comments');
  const { id: commentId } = await commentLoader.create({ ...context, item: comment, key });
  const hidden = { id: commentId, changes: { visibility: 'internal' as const } };
  await commentLoader.update?.write({ ...context, item: comment, ...hidden });
  const content = Buffer.from('content');
  const file = fileOn(id, content);
  await fileLoader.create({ ...context, file, key, open: async () => Readable.from([content]) });
  await fileLoader.find({
    ...context,
    file,
    key,
    since: new Date(clock.now).toISOString(),
    isTaken: async () => false,
  });
  const vehicle = itemOf({ name: 'New', cf_plate: 'LJ 1', cf_wheels: 4 }, 'custom_object_vehicle');
  const { id: recordId } = await customRecordLoader.create({ ...context, item: vehicle, key });
  await customRecordLoader.find?.({ ...context, item: vehicle, key, since: '' });
  await customRecordLoader.update?.write({
    ...context,
    item: vehicle,
    id: recordId,
    changes: { cf_wheels: 6 },
  });
  return requests.filter(({ method = 'GET' }) => method !== 'GET');
}

/** What is wrong with the body of a request; nothing where the document names none. */
function bodyProblems(
  { components, paths }: ApiDocument,
  { method = 'GET', endpoint, path, body }: HttpRequest,
) {
  const template = endpoint ?? path;
  const operation = paths[template]?.[method.toLowerCase()];
  const subject = `${method} ${template}`;
  if (operation === undefined) return [`${subject}: not in the document`];
  const declared = z.safeParse(z.object({ requestBody: bodySchema }), operation);
  if (!declared.success) return [];
  const { $ref } = declared.data.requestBody.content['application/json'].schema;
  const { properties } = z.parse(
    z.object({ properties: z.record(z.string(), z.object({ $ref: z.string() })) }),
    components.schemas[$ref.split('/').at(-1) ?? ''],
  );
  const ajv = new Ajv2019({ strict: false, allErrors: true, validateFormats: false, verbose: true });
  const validate = ajv.compile({
    components: { schemas: { ...components.schemas, ...toldElsewhere.schemas } },
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, { $ref: members }]) => [
        name,
        { allOf: [{ $ref: members }, { properties: toldElsewhere.members }], unevaluatedProperties: false },
      ]),
    ),
  });
  validate(body);
  return (validate.errors ?? [])
    .filter(
      ({ instancePath, data }) =>
        !(data === null && toldElsewhere.nullable.includes(instancePath.split('/').at(-1) ?? '')),
    )
    .map(
      ({ instancePath, message, params }) =>
        `${subject}: ${instancePath} ${message} ${JSON.stringify(params)}`,
    );
}

describe.skipIf(!present)('what is written follows', () => {
  const readDocument = () =>
    z.parse(documentSchema, parse(readFileSync(`${referenceFolder()}/${document}`, 'utf8')));

  it('the document of the API', { timeout: 60_000 }, async () => {
    const requests = await requestsOfWriting();
    const described = readDocument();
    expect(requests.flatMap((request) => bodyProblems(described, request))).toEqual([]);
    const called = requests.map(({ method, endpoint, path }) => `${method} ${endpoint ?? path}`);
    expect([...new Set(called)].sort()).toEqual([
      'PATCH /api/v2/custom_objects/{custom_object_key}/records/{custom_object_record_id}',
      'POST /api/v2/custom_objects/{custom_object_key}/records',
      'POST /api/v2/tickets',
      'POST /api/v2/uploads',
      'PUT /api/v2/tickets/{ticket_id}',
      'PUT /api/v2/tickets/{ticket_id}/comments/{ticket_comment_id}/make_private',
    ]);
  });

  it('rules that a wrong request breaks', () => {
    const described = readDocument();
    const ticket = { subject: 7, comment: { body: 'x', public: 'yes' }, invented: true };
    const request = { method: 'POST' as const, path: '/api/v2/tickets', body: { ticket } };
    expect(bodyProblems(described, request)).toHaveLength(3);
    expect(bodyProblems(described, { ...request, method: 'DELETE' })).toHaveLength(1);
  });
});
