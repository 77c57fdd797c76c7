import type { Client } from 'jira.js';
import { Board } from 'jira.js/agile/board';
import { boardPageSchema, sprintPageSchema } from '../api-types.js';
import { read } from './answers.js';

/** Jira Software: https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/ */
export function softwareApi(requests: Client) {
  const boards = new Board(requests);
  return {
    /** Boards relevant to a project; one board can be relevant to many. */
    boardPage: async (projectId: string, startAt: number) =>
      read(
        boardPageSchema,
        await boards.getAllBoards({ projectKeyOrId: projectId, startAt, maxResults: 50 }),
        'GET /rest/agile/1.0/board',
      ),

    /** Oldest first. */
    sprintPage: async (boardId: number, startAt: number) =>
      read(
        sprintPageSchema,
        await boards.getAllSprints({ boardId, startAt, maxResults: 50 }),
        'GET /rest/agile/1.0/board/{id}/sprint',
      ),
  };
}
