import type { HttpClient } from '@airdrop-connectors/core';
import { accountSchema, fieldsSchema, listsSchema, peopleSchema } from '../api-types.js';
import { read } from './answers.js';

/** What there is, and who. */
export function accountApi(http: Pick<HttpClient, 'json'>) {
  return {
    /** https://api.todo.example/docs/account#show */
    account: async () => read(accountSchema, await http.json({ path: '/v1/account' }), '/v1/account'),

    /** All lists at once. https://api.todo.example/docs/lists#list */
    lists: async () => read(listsSchema, await http.json({ path: '/v1/lists' }), '/v1/lists').lists,

    /** Everybody at once. https://api.todo.example/docs/people#list */
    people: async () => read(peopleSchema, await http.json({ path: '/v1/people' }), '/v1/people').people,

    /** All fields of tasks that the account has made up. https://api.todo.example/docs/fields#list */
    fields: async () => read(fieldsSchema, await http.json({ path: '/v1/fields' }), '/v1/fields').fields,
  };
}
