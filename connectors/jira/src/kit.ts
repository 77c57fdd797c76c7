import { createKit } from '@airdrop-connectors/core';
import { createJiraClient } from './client.js';
import { connection } from './connection.js';

export const jira = { systemName: 'Jira', connection, createClient: createJiraClient };

export const kit = createKit(jira);
