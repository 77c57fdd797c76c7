import { askedOnce } from '@airdrop-connectors/core';
import type { JiraClient } from '../client.js';

export const projectOf = askedOnce((client: JiraClient, projectId: string) => client.project(projectId));
