import { type Call, ok, type Reply } from '../../http/reply.js';
import type { Endpoint } from '../http/endpoint.js';
import { pageBean } from '../http/pages.js';
import { repeatedParameter } from '../http/parameters.js';
import {
  fieldJson,
  issueTypeJson,
  linkTypeJson,
  priorityJson,
  resolutionJson,
  statusJson,
} from '../render/catalogue.js';
import type { Site } from '../site.js';
import { prioritiesOf, statusesOf } from '../world/drift.js';

/** Site-wide lists: fields, statuses, priorities, issue types, link types, resolutions. */
export const catalogueEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    template: '/rest/api/3/field',
    answer: (_call, site) => ok(site.world.fields.map((field) => fieldJson(site, field))),
  },
  {
    method: 'GET',
    template: '/rest/api/3/status',
    answer: (_call, site) => ok(statusesOf(site.world).map((status) => statusJson(site, status))),
  },
  { method: 'GET', template: '/rest/api/3/priority/search', answer: searchPriorities },
  {
    method: 'GET',
    template: '/rest/api/3/issuetype',
    answer: (_call, site) => ok(site.world.catalogue.issueTypes.map((type) => issueTypeJson(site, type))),
  },
  {
    method: 'GET',
    template: '/rest/api/3/issueLinkType',
    answer: (_call, site) =>
      ok({ issueLinkTypes: site.world.catalogue.linkTypes.map((type) => linkTypeJson(site, type)) }),
  },
  {
    method: 'GET',
    template: '/rest/api/3/resolution',
    answer: (_call, site) =>
      ok(site.world.catalogue.resolutions.map((resolution) => resolutionJson(site, resolution))),
  },
];

function searchPriorities(call: Call, site: Site): Reply {
  const ids = repeatedParameter(call, 'id');
  const rows = prioritiesOf(site.world)
    .filter((priority) => ids.length === 0 || ids.includes(priority.id))
    .map((priority) => ({
      ...priorityJson(site, priority),
      statusColor: priority.statusColor,
      description: priority.description,
      isDefault: priority.id === '3',
    }));
  const { self: _self, ...page } = pageBean(call, site, rows, { whenAbsent: 50, most: 50 });
  return ok(page);
}
