import { createKit } from '@airdrop-connectors/core';
import { createHubspotClient } from './client.js';
import { connection } from './connection.js';
import { options } from './options.js';

export const hubspot = { systemName: 'HubSpot', connection, options, createClient: createHubspotClient };

export const kit = createKit(hubspot);
