import { createKit } from '@airdrop-connectors/core';
import { createZendeskClient } from './client.js';
import { connection } from './connection.js';

export const zendesk = { systemName: 'Zendesk', connection, createClient: createZendeskClient };

export const kit = createKit(zendesk);
