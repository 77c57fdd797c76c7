import type { HttpClient } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import { commentPageSchema, taskPageSchema } from '../api-types.js';
import { read } from './answers.js';
import { commentsEndpoint } from './budgets.js';

export const tasksEndpoint = '/v1/lists/{id}/tasks';
const pageSchema = z.extend(taskPageSchema, { next_cursor: z.nullish(z.string()) });

/** Tasks of a list, and what was said about each. */
export function taskApi(http: Pick<HttpClient, 'json'>) {
  return {
    /**
     * Tasks in the order of their last change, by cursor. https://api.todo.example/docs/tasks#list
     * @param after cursor of the page before, empty for the first one
     * @returns `next`, which is empty on the last page
     */
    taskPage: async (list: string, { since, after }: { since: string | undefined; after: string }) => {
      const body = await http.json({
        path: `/v1/lists/${encodeURIComponent(list)}/tasks`,
        endpoint: tasksEndpoint,
        query: { changed_since: since, cursor: after || undefined },
      });
      const { tasks, next_cursor: next } = read(pageSchema, body, tasksEndpoint);
      return { tasks, next: next ?? '' };
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
