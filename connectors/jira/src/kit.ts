import { createKit } from '@airdrop-connectors/core';
import { createJiraClient } from './client.js';
import { connection } from './connection.js';
import { options } from './options.js';

export const jira = { systemName: 'Jira', connection, options, createClient: createJiraClient };

export const kit = createKit(jira);
