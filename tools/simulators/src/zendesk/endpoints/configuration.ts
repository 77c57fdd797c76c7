import { ok } from '../../http/reply.js';
import type { Endpoint } from '../http/endpoint.js';
import { listPage } from '../http/pages.js';
import { brandJson, fieldJson, statusJson } from '../render/catalogue.js';
import { utcSeconds } from '../render/time.js';
import { ticketCount } from '../world/tickets.js';

/** Above it the number of tickets is not counted afresh. */
const MOST_COUNTED = 100_000;

export const configurationEndpoints: readonly Endpoint[] = [
  {
    template: '/api/v2/ticket_fields',
    answer: (call, account) =>
      ok(
        listPage(
          call,
          account,
          'ticket_fields',
          account.world.catalogue.fields.map((field) => fieldJson(field, account)),
        ),
      ),
  },
  {
    template: '/api/v2/custom_statuses',
    answer: (_, { world }) => ok({ custom_statuses: world.catalogue.statuses.map(statusJson) }),
  },
  {
    template: '/api/v2/brands',
    answer: (call, account) =>
      ok(
        listPage(
          call,
          account,
          'brands',
          account.world.catalogue.brands.map((brand) => brandJson(brand, account)),
        ),
      ),
  },
  {
    template: '/api/v2/tickets/count',
    answer: (_, { world }) => {
      const value = Math.min(ticketCount(world), MOST_COUNTED);
      const refreshedAt = value < MOST_COUNTED ? utcSeconds(Math.floor(world.now() / 1000)) : null;
      return ok({ count: { value, refreshed_at: refreshedAt } });
    },
  },
];
