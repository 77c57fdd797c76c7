import type { Endpoint } from '../http/endpoint.js';
import { notFound } from '../http/failure.js';
import { fileByToken } from '../world/files.js';
import { isInfected } from '../world/oddities.js';

/** Files lie on another origin, where a signed address leads for a while. */
export const attachmentEndpoints: readonly Endpoint[] = [
  {
    template: '/attachments/token/{token}/',
    answer: (call, account) => {
      const token = call.pathValue('token');
      const file = fileByToken(account.world, token);
      if (file === undefined) throw notFound();
      if (isInfected(account.world, file)) return { status: 403, json: { error: 'Forbidden' } };
      return { status: 302, headers: { location: account.mediaUrl(token) } };
    },
  },
];
