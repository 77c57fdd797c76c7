import type { Readable } from 'node:stream';
import { type HttpClient, NotFoundError } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import { commentPageSchema, commentSchema, fileSchema, taskPageSchema, taskSchema } from '../api-types.js';
import { read } from './answers.js';
import { commentsEndpoint } from './budgets.js';
import { tasksEndpoint } from './tasks.js';

/** Members of a task or comment as the API takes them. */
export type Members = Readonly<Record<string, unknown>>;

const taskEndpoint = '/v1/tasks/{id}';
const commentEndpoint = `${commentsEndpoint}/{comment_id}`;
const filesEndpoint = `${taskEndpoint}/files`;
const filePageSchema = z.object({ files: z.array(fileSchema) });

/** What is written, and what a writer has to look up. `reference` is kept by the service and shown to nobody. */
export function writingApi(http: Pick<HttpClient, 'json'>) {
  return {
    /** Undefined for one that is gone. https://api.todo.example/docs/tasks#show */
    task: async (id: string) => {
      const body = await orNothing(http.json({ path: taskPath(id), endpoint: taskEndpoint }));
      return body === undefined ? undefined : read(taskSchema, body, taskEndpoint);
    },

    /** https://api.todo.example/docs/tasks#list */
    taskByReference: async (list: string, reference: string) => {
      const body = await http.json({ path: tasksPath(list), endpoint: tasksEndpoint, query: { reference } });
      const [found] = read(taskPageSchema, body, tasksEndpoint).tasks;
      return found === undefined ? undefined : read(taskSchema, found, tasksEndpoint);
    },

    /** https://api.todo.example/docs/tasks#create */
    createTask: async (list: string, body: Members) => {
      const request = { method: 'POST', path: tasksPath(list), endpoint: tasksEndpoint, body } as const;
      return read(taskSchema, await http.json(request), tasksEndpoint);
    },

    /** Members only: the same twice leaves the same task. https://api.todo.example/docs/tasks#update */
    updateTask: async (id: string, body: Members) => {
      const request = { method: 'PATCH', path: taskPath(id), endpoint: taskEndpoint, body } as const;
      return read(taskSchema, await http.json({ ...request, safeToRepeat: true }), taskEndpoint);
    },

    /** Undefined for one that is gone. https://api.todo.example/docs/comments#show */
    comment: async (taskId: string, id: string) => {
      const body = await orNothing(http.json({ path: commentPath(taskId, id), endpoint: commentEndpoint }));
      return body === undefined ? undefined : read(commentSchema, body, commentEndpoint);
    },

    /** https://api.todo.example/docs/comments#list */
    commentByReference: async (taskId: string, reference: string) => {
      const path = `${taskPath(taskId)}/comments`;
      const body = await http.json({ path, endpoint: commentsEndpoint, query: { reference } });
      const [found] = read(commentPageSchema, body, commentsEndpoint).comments;
      return found === undefined ? undefined : read(commentSchema, found, commentsEndpoint);
    },

    /** https://api.todo.example/docs/comments#create */
    createComment: async (taskId: string, body: Members) => {
      const path = `${taskPath(taskId)}/comments`;
      const answer = await http.json({ method: 'POST', path, endpoint: commentsEndpoint, body });
      return read(commentSchema, answer, commentsEndpoint);
    },

    /** https://api.todo.example/docs/comments#update */
    updateComment: async (taskId: string, id: string, body: Members) => {
      const path = commentPath(taskId, id);
      const request = { method: 'PATCH', path, endpoint: commentEndpoint, body, safeToRepeat: true } as const;
      return read(commentSchema, await http.json(request), commentEndpoint);
    },

    /** https://api.todo.example/docs/files#create */
    createFile: async (
      taskId: string,
      {
        name,
        reference,
        contentType,
        bytes,
      }: { name: string; reference: string; contentType: string; bytes: number },
      open: () => Promise<Readable>,
    ) => {
      const body = await http.json({
        method: 'POST',
        path: `${taskPath(taskId)}/files`,
        endpoint: filesEndpoint,
        query: { name, reference },
        upload: { open, bytes, contentType },
      });
      return read(fileSchema, body, filesEndpoint);
    },

    /** https://api.todo.example/docs/files#list */
    fileByReference: async (taskId: string, reference: string) => {
      const path = `${taskPath(taskId)}/files`;
      const body = await http.json({ path, endpoint: filesEndpoint, query: { reference } });
      return read(filePageSchema, body, filesEndpoint).files[0];
    },
  };
}

const tasksPath = (list: string) => `/v1/lists/${encodeURIComponent(list)}/tasks`;
const taskPath = (id: string) => `/v1/tasks/${encodeURIComponent(id)}`;
const commentPath = (taskId: string, id: string) => `${taskPath(taskId)}/comments/${encodeURIComponent(id)}`;

async function orNothing(answer: Promise<unknown>): Promise<unknown> {
  return answer.catch((error: unknown) => {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  });
}
