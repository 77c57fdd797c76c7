import { createKit } from '@airdrop-connectors/core';
import { createTodoClient } from './client.js';
import { connection } from './connection.js';

export const service = { systemName: 'To-do', connection, createClient: createTodoClient };

export const kit = createKit(service);
