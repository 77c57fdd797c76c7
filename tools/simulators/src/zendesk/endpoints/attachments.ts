import type { Endpoint } from '../http/endpoint.js';
import { notFound } from '../http/failure.js';
import { fileByToken } from '../world/files.js';

/** Files lie on another origin, where a signed address leads for a while. */
export const attachmentEndpoints: readonly Endpoint[] = [
  {
    template: '/attachments/token/{token}/',
    answer: (call, account) => {
      const token = call.pathValue('token');
      if (fileByToken(account.world, token) === undefined) throw notFound();
      return { status: 302, headers: { location: account.mediaUrl(token) } };
    },
  },
];
