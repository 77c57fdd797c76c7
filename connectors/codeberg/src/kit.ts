import { createKit } from '@airdrop-connectors/core';
import { createCodebergClient } from './client.js';
import { connection } from './connection.js';

export const service = { systemName: 'Codeberg', connection, createClient: createCodebergClient };

export const kit = createKit(service);
