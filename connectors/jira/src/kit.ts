import { createKit } from '@airdrop-connectors/core';
import { createJiraClient } from './client.js';
import { connection } from './connection.js';

export const kit = createKit({ systemName: 'Jira', connection, createClient: createJiraClient });
