import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { hasReference, readReference } from '../../../reference-material.js';
import { hubspotErrorMessage } from '../src/api/answers.js';
import {
  accountSchema,
  openPageSchema,
  ownerSchema,
  pipelineListSchema,
  propertyListSchema,
} from '../src/api-types.js';
import { declareCustomFields } from '../src/custom-fields.js';
import { companyItem, contactItem, dealItem } from '../src/normalize.js';
import { taskItem } from '../src/normalize-engagements.js';
import { ownerItem, productItem, userItem } from '../src/normalize-lists.js';
import { parse } from '../src/parse.js';
import { stagesOf, stageValues } from '../src/stages.js';
import { readObject } from '../src/streams/object-page.js';

const files = [
  'nango-2024-contacts',
  'nango-2024-companies',
  'nango-2024-deals',
  'nango-2024-tasks',
  'nango-2024-products',
  'nango-2024-owners',
  'nango-2024-users',
  'nango-2024-properties-deals',
  'estuary-contacts-properties',
  'nango-fetch-pipelines',
  'nango-fetch-account-information',
  'nango-owners',
  'observed-error-bodies',
] as const;
const pathOf = (file: string) => `recordings/hubspot/${file}.json`;
const present = hasReference('the recorded replies of HubSpot', files.map(pathOf));

/** Bodies of a recording, in whichever of the forms in use it is kept. */
function bodiesOf(file: (typeof files)[number]): unknown[] {
  const found: unknown[] = [];
  const open: unknown[] = [readReference(pathOf(file))];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null) continue;
    if ('results' in next || 'portalId' in next) found.push(next);
    else open.push(...Object.values(next));
  }
  return found;
}

const resultsOf = (file: (typeof files)[number]) =>
  bodiesOf(file).flatMap((body) => z.parse(openPageSchema, body).results);
const context = { recordTypes: {} };

describe.skipIf(!present)('recorded replies', () => {
  it.each([
    ['nango-2024-contacts', (raw: unknown) => contactItem(readObject(raw), context)],
    ['nango-2024-companies', (raw: unknown) => companyItem(readObject(raw), context)],
    ['nango-2024-deals', (raw: unknown) => dealItem(readObject(raw), context)],
    ['nango-2024-tasks', (raw: unknown) => taskItem(readObject(raw))],
    ['nango-2024-products', (raw: unknown) => productItem(readObject(raw))],
    ['nango-2024-users', (raw: unknown) => userItem(raw)],
    ['nango-2024-owners', (raw: unknown) => ownerItem(parse(ownerSchema, raw, 'owner'))],
    ['nango-owners', (raw: unknown) => ownerItem(parse(ownerSchema, raw, 'owner'))],
  ] as const)('%s become records', (file, itemOf) => {
    const raws = resultsOf(file);
    expect(raws.length).toBeGreaterThan(0);
    for (const raw of raws) expect(itemOf(raw).id).toMatch(/^\d+$/);
  });

  it('of properties are declared, each by its type', () => {
    for (const file of ['estuary-contacts-properties', 'nango-2024-properties-deals'] as const) {
      const [body] = bodiesOf(file);
      const { results } = z.parse(propertyListSchema, body);
      expect(results.length).toBeGreaterThan(100);
      const all = declareCustomFields(results.map((property) => ({ ...property, hubspotDefined: false })));
      expect(Object.keys(all)).toHaveLength(results.filter(({ archived }) => archived !== true).length);
    }
  });

  it('of pipelines become stages', () => {
    const [body] = bodiesOf('nango-fetch-pipelines');
    const { results } = z.parse(pipelineListSchema, body);
    const { stages, startingStage } = stagesOf(stageValues(results, undefined));
    expect(stages[startingStage]).toBeDefined();
    expect(Object.values(stages).map(({ state }) => state)).toContain('closed');
  });

  it('of the account name the portal', () => {
    const [body] = bodiesOf('nango-fetch-account-information');
    expect(z.parse(accountSchema, body).portalId).toMatch(/^\d+$/);
  });

  it('of refusals name the scopes that are missing', () => {
    const [first] = z.parse(
      z.array(z.object({ body: z.unknown() })),
      readReference(pathOf('observed-error-bodies')),
    );
    expect(hubspotErrorMessage(JSON.stringify(first?.body))).toContain('crm.objects.services.write');
  });
});
