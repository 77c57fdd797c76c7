import type { Endpoint } from '../http/endpoint.js';
import { attachmentEndpoints } from './attachments.js';
import { configurationEndpoints } from './configuration.js';
import { exportEndpoints } from './exports.js';
import { peopleEndpoints } from './people.js';
import { ticketEndpoints } from './tickets.js';

export const zendeskEndpoints: readonly Endpoint[] = [
  ...peopleEndpoints,
  ...configurationEndpoints,
  ...exportEndpoints,
  ...ticketEndpoints,
  ...attachmentEndpoints,
];
