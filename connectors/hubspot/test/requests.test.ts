import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { hasReference, readReference } from '../../../reference-material.js';
import { connector } from '../src/connector.js';
import { externalSyncUnits } from '../src/external-sync-units.js';
import { startPortal } from './hubspot-portal.js';
import { walk } from './walk-stream.js';

/** Documents of the API by the beginning of the paths they are about. */
const documents = {
  '/account-info/': 'accountInfo.2026-09',
  '/crm/objects/': 'objects.2026-09',
  '/crm/associations/': 'associations.2026-09',
  '/crm/properties/': 'properties.2026-09',
  '/crm/pipelines/': 'pipelines.2026-09',
  '/crm-object-schemas/': 'schemas.2026-09',
  '/crm/object-tags/': 'objectTags.2026-09-beta',
  '/crm/owners/': 'crmOwners.2026-09',
  '/settings/users/': 'userProvisioning.2026-03',
  '/settings/currencies/': 'multicurrency.2026-09',
  '/conversations/': 'conversations.2026-09',
  '/files/2026-09/': 'files.2026-09',
  '/files/v3/': 'files.v3',
  '/cms/site-search/': 'siteSearch.2026-09',
} as const;
/** Labels are described in documents of their own. */
const labelDocuments = {
  '/crm/associations/': 'associationsSchema.2026-09',
  '/crm/limits/': 'limitsTracking.2026-09',
} as const;
const pathOf = (document: string) => `specs/hubspot/${document}.json`;
const present = hasReference(
  'the check of requests against the API documents',
  Object.values({ ...documents, ...labelDocuments }).map(pathOf),
);

const operationSchema = z.object({
  parameters: z.optional(
    z.array(z.object({ name: z.string(), in: z.string(), required: z.optional(z.boolean()) })),
  ),
});
const documentSchema = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

/** Everything syncs ask for, first and later. */
async function requestsOfSync() {
  const { client, requests, simulator } = await startPortal({ size: 40 });
  for await (const units of externalSyncUnits({ client })) expect(units.length).toBeGreaterThan(0);
  for (const stream of connector.streams) await walk(stream, client);
  simulator.applyChanges({ seed: 1, edits: 5 });
  for (const stream of connector.streams)
    await walk(stream, client, { window: { from: '2025-11-01T00:00:00.000Z' } });
  await walk(connector.streams[1] as never, client, { unitId: 'pipeline-0' });
  await client.fileContent('90000000000', { isWebPage: false }).catch(() => {});
  return requests;
}

describe.skipIf(!present)('requests follow', () => {
  it('the documents of the API', { timeout: 60_000 }, async () => {
    const problems = new Set<string>();
    const checked = new Set<string>();
    for (const { method = 'GET', path, query } of await requestsOfSync()) {
      const document = path.endsWith('/labels')
        ? Object.entries(labelDocuments).find(([start]) => path.startsWith(start))
        : Object.entries(documents).find(([start]) => path.startsWith(start) || `${path}/`.startsWith(start));
      if (document === undefined) {
        problems.add(`${path} is in no document`);
        continue;
      }
      const { paths } = z.parse(documentSchema, readReference(pathOf(document[1])));
      const template = Object.keys(paths).find(
        (candidate) => matches(candidate, path) && method.toLowerCase() in (paths[candidate] ?? {}),
      );
      const operation = z.safeParse(operationSchema, paths[template ?? '']?.[method.toLowerCase()]);
      if (!operation.success) problems.add(`${method} ${path} is not in ${document[1]}`);
      const parameters = operation.data?.parameters ?? [];
      for (const name of Object.keys(query ?? {}))
        if (!parameters.some((parameter) => parameter.in === 'query' && parameter.name === name))
          problems.add(`${method} ${template} takes no ${name}`);
      for (const { name, required, in: place } of parameters)
        if (place === 'query' && required === true && query?.[name] === undefined)
          problems.add(`${method} ${template} needs ${name}`);
      checked.add(`${method} ${template}`);
    }
    expect([...problems]).toEqual([]);
    expect(checked.size).toBeGreaterThan(15);
  });
});

describe('requests', () => {
  it('name one version of the API, but for families that are behind', async () => {
    const versions = new Set(
      (await requestsOfSync()).map(({ path }) => /\/(\d{4}-\d{2}(?:-beta)?|v\d)(?=\/|$)/.exec(path)?.[1]),
    );
    expect(versions).toEqual(new Set(['2026-09', '2026-03', '2026-09-beta', 'v3']));
  });

  it('stay below 8 kB, and have few filters', async () => {
    for (const { path, query, body } of await requestsOfSync()) {
      expect(path.length + JSON.stringify(query ?? {}).length).toBeLessThan(8_000);
      const groups = (body as { filterGroups?: { filters: unknown[] }[] } | undefined)?.filterGroups ?? [];
      expect(groups.length).toBeLessThanOrEqual(1);
      for (const { filters } of groups) expect(filters.length).toBeLessThanOrEqual(3);
    }
  });
});

function matches(template: string, path: string): boolean {
  const [parts, asked] = [template.split('/'), path.split('/')];
  return (
    parts.length === asked.length &&
    parts.every((part, place) => part.startsWith('{') || part === asked[place])
  );
}
