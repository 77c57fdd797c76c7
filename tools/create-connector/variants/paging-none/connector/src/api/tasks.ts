import type { HttpClient } from '@airdrop-connectors/core';
import { commentPageSchema, taskPageSchema } from '../api-types.js';
import { read } from './answers.js';
import { commentsEndpoint } from './budgets.js';

export const tasksEndpoint = '/v1/lists/{id}/tasks';

/** Tasks of a list, and what was said about each. */
export function taskApi(http: Pick<HttpClient, 'json'>) {
  return {
    /** All tasks that changed since then at once, in any order. https://api.todo.example/docs/tasks#list */
    tasks: async (list: string, { since }: { since: string | undefined }) => {
      const body = await http.json({
        path: `/v1/lists/${encodeURIComponent(list)}/tasks`,
        endpoint: tasksEndpoint,
        query: { changed_since: since },
      });
      return read(taskPageSchema, body, tasksEndpoint).tasks;
    },

    /** A hundred at once, oldest first. https://api.todo.example/docs/comments#list */
    commentPage: async (taskId: string, offset: number) => {
      const body = await http.json({
        path: `/v1/tasks/${encodeURIComponent(taskId)}/comments`,
        endpoint: commentsEndpoint,
        query: { offset },
      });
      return read(commentPageSchema, body, commentsEndpoint).comments;
    },
  };
}
