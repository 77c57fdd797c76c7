import type { Endpoint } from '../http/endpoint.js';
import { attachmentEndpoints } from './attachments.js';
import { configurationEndpoints } from './configuration.js';
import { exportEndpoints } from './exports.js';
import { knowledgeEndpoints } from './knowledge.js';
import { listEndpoints } from './lists.js';
import { peopleEndpoints } from './people.js';
import { recordWriting } from './record-writing.js';
import { sideConversationEndpoints } from './side-conversations.js';
import { ticketWriting } from './ticket-writing.js';
import { ticketEndpoints } from './tickets.js';

export const zendeskEndpoints: readonly Endpoint[] = [
  ...peopleEndpoints,
  ...configurationEndpoints,
  ...exportEndpoints,
  ...ticketEndpoints,
  ...attachmentEndpoints,
  ...listEndpoints,
  ...knowledgeEndpoints,
  ...sideConversationEndpoints,
  ...ticketWriting,
  ...recordWriting,
];
