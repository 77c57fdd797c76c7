import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod/mini';
import { hasReference, referenceFolder } from '../../../reference-material.js';
import { connector } from '../src/connector.js';
import { externalSyncUnits } from '../src/external-sync-units.js';
import { tickets } from '../src/streams/tickets.js';
import { walk } from './walk-stream.js';
import { startAccount } from './zendesk-account.js';

const document = 'specs/zendesk-support-openapi-2024-03.yaml';
const present = hasReference('the check of requests against the API document', [document]);

const parameterSchema = z.looseObject({ name: z.optional(z.string()), $ref: z.optional(z.string()) });
const pathSchema = z.object({
  parameters: z.optional(z.array(parameterSchema)),
  get: z.object({ parameters: z.optional(z.array(parameterSchema)) }),
});
const documentSchema = z.object({
  components: z.object({ parameters: z.record(z.string(), parameterSchema) }),
  paths: z.record(z.string(), z.unknown()),
});

/** Told on pages about the endpoint or about paging, and not in the document of 2024. */
const toldElsewhere: Readonly<Record<string, readonly string[]>> = {
  // https://developer.zendesk.com/api-reference/introduction/pagination/
  '*': ['page[size]', 'page[after]'],
  // https://developer.zendesk.com/api-reference/ticketing/ticket-management/incremental_exports/
  // https://developer.zendesk.com/documentation/ticketing/using-the-zendesk-api/side_loading/
  '/api/v2/incremental/users/cursor': ['include'],
  '/api/v2/incremental/tickets/cursor': ['per_page', 'exclude_deleted', 'support_type_scope', 'include'],
  '/api/v2/incremental/organizations': ['per_page'],
};

/** APIs of their own, which the document does not tell of; what is asked of them stands here by itself. */
const otherApis: Readonly<Record<string, readonly string[]>> = {
  // https://developer.zendesk.com/api-reference/help_center/help-center-api/introduction/
  '/api/v2/help_center/articles/{id}/attachments': [],
  '/api/v2/help_center/articles/{id}/comments': [],
  '/api/v2/help_center/categories': [],
  '/api/v2/help_center/incremental/articles': ['start_time', 'include'],
  '/api/v2/help_center/sections': [],
  '/api/v2/help_center/user_segments': [],
  '/api/v2/guide/permission_groups': [],
  // https://developer.zendesk.com/api-reference/ticketing/side_conversation/side_conversation_event/
  '/api/v2/tickets/side_conversations/events': ['start_time', 'include'],
  // https://developer.zendesk.com/api-reference/integration-services/jira/links/
  '/api/services/jira/links': [],
};

/** Everything syncs ask for. */
async function requestsOfSync() {
  const { client, requests } = await startAccount({ pageSize: 20 });
  for await (const units of externalSyncUnits({ client })) expect(units.length).toBeGreaterThan(0);
  for (const stream of connector.streams) await walk(stream, client);
  await walk(tickets, client, { window: { from: '2023-07-05T00:00:00.000Z' } });
  return requests;
}

describe.skipIf(!present)('requests follow', () => {
  it('the document of the API', { timeout: 60_000 }, async () => {
    const { paths, components } = z.parse(
      documentSchema,
      parse(readFileSync(`${referenceFolder()}/${document}`, 'utf8')),
    );
    const problems: string[] = [];
    const checked = new Set<string>();
    for (const { path, endpoint, query } of await requestsOfSync()) {
      const template = (endpoint ?? path).replace('/tickets/{id}/', '/tickets/{ticket_id}/');
      const isElsewhere = otherApis[template] !== undefined;
      const known = z.safeParse(pathSchema, isElsewhere ? { get: {} } : paths[template]);
      if (!known.success) problems.push(`${template} is not in the document`);
      const declared = [...(known.data?.parameters ?? []), ...(known.data?.get.parameters ?? [])].map(
        ({ name, $ref }) => name ?? components.parameters[$ref?.split('/').at(-1) ?? '']?.name,
      );
      const allowed = [
        ...declared,
        ...(toldElsewhere['*'] ?? []),
        ...(toldElsewhere[template] ?? []),
        ...(otherApis[template] ?? []),
      ];
      for (const name of Object.keys(query ?? {}))
        if (!allowed.includes(name)) problems.push(`${template} takes no ${name}`);
      checked.add(template);
    }
    expect(problems).toEqual([]);
    expect([...checked].sort()).toEqual(
      [
        ...Object.keys(otherApis),
        '/api/v2/brands',
        '/api/v2/custom_objects',
        '/api/v2/custom_objects/{custom_object_key}/fields',
        '/api/v2/custom_objects/{custom_object_key}/records',
        '/api/v2/custom_statuses',
        '/api/v2/group_memberships',
        '/api/v2/groups',
        '/api/v2/incremental/organizations',
        '/api/v2/incremental/tickets/cursor',
        '/api/v2/incremental/users/cursor',
        '/api/v2/macros',
        '/api/v2/organization_memberships',
        '/api/v2/slas/policies',
        '/api/v2/ticket_fields',
        '/api/v2/ticket_forms',
        '/api/v2/tickets/count',
        '/api/v2/tickets/{ticket_id}/comments',
        '/api/v2/users/me',
      ].sort(),
    );
  });
});

describe('requests', () => {
  it('ask for tickets of AI agents, for deleted ones only when there were runs before, and for pictures', async () => {
    const requests = await requestsOfSync();
    const exports = requests.filter(({ path }) => path === '/api/v2/incremental/tickets/cursor');
    expect(exports.every(({ query }) => query?.support_type_scope === 'all')).toBe(true);
    expect(new Set(exports.map(({ query }) => query?.exclude_deleted))).toEqual(new Set(['true', undefined]));
    const comments = requests.filter(({ endpoint }) => endpoint === '/api/v2/tickets/{id}/comments');
    expect(comments.every(({ query }) => query?.include_inline_images === true)).toBe(true);
  });
});
