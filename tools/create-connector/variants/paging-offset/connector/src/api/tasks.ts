import type { HttpClient } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import { commentPageSchema, taskPageSchema } from '../api-types.js';
import { read } from './answers.js';
import { commentsEndpoint } from './budgets.js';

export const tasksEndpoint = '/v1/lists/{id}/tasks';
const pageSchema = z.extend(taskPageSchema, { has_more: z.boolean() });

/** Tasks of a list, and what was said about each. */
export function taskApi(http: Pick<HttpClient, 'json'>) {
  return {
    /**
     * Tasks in the order they were made, so that an edit moves none of them. https://api.todo.example/docs/tasks#list
     * @param after number of tasks before the page, empty for the first one
     * @returns `next`, which is empty on the last page
     */
    taskPage: async (list: string, { since, after }: { since: string | undefined; after: string }) => {
      const body = await http.json({
        path: `/v1/lists/${encodeURIComponent(list)}/tasks`,
        endpoint: tasksEndpoint,
        query: { changed_since: since, offset: Number(after) },
      });
      const { tasks, has_more: hasMore } = read(pageSchema, body, tasksEndpoint);
      return { tasks, next: hasMore ? String(Number(after) + tasks.length) : '' };
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
