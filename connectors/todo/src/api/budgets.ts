import type { RateBudget } from '@airdrop-connectors/core';

export const commentsEndpoint = '/v1/tasks/{id}/comments';

/** Limits in the words of the API. https://api.todo.example/docs/limits */
export const budgets: readonly RateBudget[] = [
  {
    name: 'comments',
    capacity: 300,
    perSeconds: 10,
    weight: ({ method = 'GET', endpoint }) => (method === 'GET' && endpoint === commentsEndpoint ? 1 : 0),
  },
];
