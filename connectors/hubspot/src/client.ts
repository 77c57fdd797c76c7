import type { ClientContext } from '@airdrop-connectors/core';
import { accountApi } from './api/account.js';
import { associationApi } from './api/associations.js';
import { catalogueApi } from './api/catalogues.js';
import { conversationApi } from './api/conversations.js';
import { fileApi } from './api/files.js';
import { knowledgeApi } from './api/knowledge.js';
import { objectApi } from './api/objects.js';
import { peopleApi } from './api/people.js';
import { createTransport } from './api/transport.js';
import { writingApi } from './api/writing.js';
import type { HubspotConnection } from './connection.js';

export type HubspotClient = ReturnType<typeof createHubspotClient>;

/** One method per endpoint, no loops, no state. */
export function createHubspotClient(context: ClientContext<HubspotConnection>) {
  const http = createTransport(context);
  return {
    ...accountApi(http, context.remembered),
    ...catalogueApi(http),
    ...peopleApi(http),
    ...objectApi(http),
    ...associationApi(http),
    ...conversationApi(http),
    ...fileApi(http),
    ...knowledgeApi(http),
    ...writingApi(http),
  };
}
