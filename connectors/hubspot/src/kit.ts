import { createKit } from '@airdrop-connectors/core';
import { createHubspotClient } from './client.js';
import { connection } from './connection.js';

export const hubspot = { systemName: 'HubSpot', connection, createClient: createHubspotClient };

export const kit = createKit(hubspot);
