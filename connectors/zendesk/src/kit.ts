import { createKit } from '@airdrop-connectors/core';
import { createZendeskClient } from './client.js';
import { connection } from './connection.js';
import { options } from './options.js';

export const zendesk = { systemName: 'Zendesk', connection, options, createClient: createZendeskClient };

export const kit = createKit(zendesk);
