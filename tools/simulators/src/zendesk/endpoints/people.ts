import { ok } from '../../http/reply.js';
import type { Endpoint } from '../http/endpoint.js';
import { listPage } from '../http/pages.js';
import { anonymousJson, groupJson, userJson } from '../render/people.js';

export const peopleEndpoints: readonly Endpoint[] = [
  {
    template: '/api/v2/users/me',
    isOpen: true,
    answer: (_, account, isKnown) =>
      ok({ user: isKnown ? userJson(account.caller, account) : anonymousJson() }),
  },
  {
    template: '/api/v2/groups',
    answer: (call, account) => {
      const withDeleted = call.url.searchParams.get('exclude_deleted') === 'false';
      const groups = account.world.people.groups.filter(({ isDeleted }) => withDeleted || !isDeleted);
      return ok(
        listPage(
          call,
          account,
          'groups',
          groups.map((group) => groupJson(group, account)),
        ),
      );
    },
  },
];
