import { type Call, ok } from '../../http/reply.js';
import type { Account } from '../account.js';
import type { Endpoint, Feature } from '../http/endpoint.js';
import { notFound } from '../http/failure.js';
import { listPage } from '../http/pages.js';
import {
  customObjectJson,
  externalLinkJson,
  formJson,
  macroJson,
  objectFieldJson,
  objectRecordJson,
  policyJson,
} from '../render/lists.js';
import { membershipJson } from '../render/people.js';
import type { CustomObject } from '../world/lists.js';

const list = (
  template: string,
  key: string,
  rows: (account: Account, call: Call) => readonly unknown[],
  feature?: Feature,
): Endpoint => ({
  template,
  ...(feature !== undefined && { feature }),
  answer: (call, account) => ok(listPage(call, account, key, rows(account, call))),
});

function objectOf({ world }: Account, call: Call): CustomObject {
  const found = world.lists.customObjects.find(({ key }) => key === call.pathValue('custom_object_key'));
  if (found === undefined) throw notFound();
  return found;
}

export const listEndpoints: readonly Endpoint[] = [
  list('/api/v2/group_memberships', 'group_memberships', ({ world }) =>
    world.lists.groupMemberships.map((membership) => membershipJson(membership, 'group_id')),
  ),
  list('/api/v2/organization_memberships', 'organization_memberships', ({ world }) =>
    world.lists.organizationMemberships.map((membership) => membershipJson(membership, 'organization_id')),
  ),
  list(
    '/api/v2/ticket_forms',
    'ticket_forms',
    (account) => account.world.lists.forms.map((form) => formJson(form, account)),
    'ticket forms',
  ),
  list('/api/v2/macros', 'macros', (account) =>
    account.world.lists.macros.map((macro) => macroJson(macro, account)),
  ),
  list(
    '/api/v2/slas/policies',
    'sla_policies',
    ({ world }) => world.lists.policies.map(policyJson),
    'service level agreements',
  ),
  {
    // Addresses of other pages have no place here: their name is taken.
    template: '/api/services/jira/links',
    answer: (call, account) => {
      const rows = account.world.lists.externalLinks.map(externalLinkJson);
      return ok({ ...listPage(call, account, 'links', rows), links: rows });
    },
  },
  list(
    '/api/v2/custom_objects',
    'custom_objects',
    (account) => account.world.lists.customObjects.map((object) => customObjectJson(object, account)),
    'custom objects',
  ),
  list(
    '/api/v2/custom_objects/{custom_object_key}/fields',
    'custom_object_fields',
    (account, call) => objectOf(account, call).fields.map(objectFieldJson),
    'custom objects',
  ),
  list(
    '/api/v2/custom_objects/{custom_object_key}/records',
    'custom_object_records',
    (account, call) => {
      const { key, records: all } = objectOf(account, call);
      const wanted = call.url.searchParams.get('filter[external_ids]')?.split(',');
      const records = all.filter(
        ({ externalId }) => wanted === undefined || (externalId !== null && wanted.includes(externalId)),
      );
      const sort = call.url.searchParams.get('sort') ?? 'id';
      const sorted = [...records].sort((left, right) =>
        sort.endsWith('updated_at') ? left.updatedAt - right.updatedAt : left.id < right.id ? -1 : 1,
      );
      if (sort.startsWith('-')) sorted.reverse();
      return sorted.map((record) => objectRecordJson(record, key, account));
    },
    'custom objects',
  ),
];
