import type { Call } from '../../http/reply.js';
import { ok } from '../../http/reply.js';
import type { Account } from '../account.js';
import type { Endpoint } from '../http/endpoint.js';
import { cursorExport, type ExportRow, type Place, timeExport } from '../http/exports.js';
import { identitiesOf, organizationJson, userJson } from '../render/people.js';
import { metricSetJson, ticketJson } from '../render/tickets.js';
import type { Ticket } from '../world/model.js';
import { walkTickets } from '../world/tickets.js';

export const exportEndpoints: readonly Endpoint[] = [
  {
    template: '/api/v2/incremental/tickets/cursor',
    needsAdmin: true,
    answer: (call, account) =>
      ok(cursorExport(call, account, 'tickets', (place) => ticketRows(call, account, place))),
  },
  {
    template: '/api/v2/incremental/users/cursor',
    needsAdmin: true,
    answer: (call, account) => {
      const page = cursorExport(call, account, 'users', (place) => userRows(account, place));
      return ok(includes(call, 'identities') ? { ...page, identities: identitiesOf(page, account) } : page);
    },
  },
  {
    template: '/api/v2/incremental/organizations',
    needsAdmin: true,
    answer: (call, account) => ok(timeExport(call, account, 'organizations', organizationRows(account))),
  },
];

function* ticketRows(call: Call, account: Account, place: Place | undefined): Generator<ExportRow> {
  const withoutDeleted = call.url.searchParams.get('exclude_deleted') === 'true';
  const after = place && { second: place.second, index: place.id - 1 };
  const scope = call.url.searchParams.get('support_type_scope') ?? 'agent';
  const withMetrics = includes(call, 'metric_sets');
  const row = (ticket: Ticket) => ({
    ...ticketJson(ticket, account),
    ...(withMetrics && { metric_set: metricSetJson(ticket) }),
  });
  for (const ticket of walkTickets(account.world, after)) {
    if (withoutDeleted && ticket.isDeleted) continue;
    if (scope !== 'all' && ticket.isOfAiAgent !== (scope === 'ai_agent')) continue;
    yield { place: { second: ticket.generatedAt, id: ticket.id }, json: row(ticket) };
  }
}

function includes(call: Call, what: string): boolean {
  return (call.url.searchParams.get('include') ?? '').split(',').includes(what);
}

function userRows(account: Account, place: Place | undefined): ExportRow[] {
  const { agents, endUsers } = account.world.people;
  return [...agents, ...endUsers]
    .map((user) => ({ place: { second: user.updatedAt, id: user.id }, json: userJson(user, account) }))
    .sort(byPlace)
    .filter((row) => place === undefined || comparePlaces(row.place, place) > 0);
}

function organizationRows(account: Account): ExportRow[] {
  return account.world.people.organizations
    .map((organization) => ({
      place: { second: organization.updatedAt, id: organization.id },
      json: organizationJson(organization, account),
    }))
    .sort(byPlace);
}

function byPlace(left: ExportRow, right: ExportRow): number {
  return comparePlaces(left.place, right.place);
}

function comparePlaces(left: Place, right: Place): number {
  return left.second - right.second || left.id - right.id;
}
