import type { LoadItem } from '@airdrop-connectors/core';
import { nothingOnRequest } from './chosen-options.js';
import { startScriptedSite } from './jira-site.js';
import type { CannedAnswer, RecordedRequest } from './recording-proxy.js';

/** Answers by method and path with ids left out: `PUT /rest/api/3/issue/{}`. */
export type Script = Readonly<Record<string, (request: RecordedRequest) => CannedAnswer>>;

export const ok =
  (body: unknown): (() => CannedAnswer) =>
  () => ({ status: 200, body });
export const refusal = (errors: Readonly<Record<string, string>>, status = 400): CannedAnswer => ({
  status,
  body: { errorMessages: [], errors },
});

const text = (fieldId: string, required = false) => ({
  fieldId,
  name: fieldId,
  required,
  schema: { type: 'string' },
});

/** A project of which only what a test is about is played. */
export async function startScriptedJira(script: Script) {
  const { client, proxy } = await startScriptedSite();
  const usual: Script = {
    'GET /rest/api/3/project/10000': ok({ id: '10000', key: 'DEMO', name: 'Demo' }),
    'GET /rest/api/3/field': ok([]),
    'GET /rest/api/3/issue/createmeta/10000/issuetypes/1': ok({
      fields: [text('summary', true), text('description'), text('environment')],
      total: 3,
    }),
    'GET /rest/api/3/issue/{}/editmeta': ok({
      fields: Object.fromEntries(['summary', 'description', 'environment'].map((name) => [name, text(name)])),
    }),
    ...script,
  };
  proxy.interpose((request) => {
    const { method, path } = request;
    const template = path.replace(/\/issue\/[^/]*\d[^/]*/, '/issue/{}');
    return (usual[`${method} ${path}`] ?? usual[`${method} ${template}`])?.(request);
  });
  return {
    proxy,
    context: {
      client,
      options: nothingOnRequest,
      externalSyncUnit: { id: '10000', name: 'Demo' },
      externalIdOf: async () => undefined,
      isTaken: async () => false,
    },
  };
}

export const itemOf = (data: object, itemType = 'issue_1'): LoadItem<object> => ({
  devrevId: 'don:core:dvrv-us-1:devo/local:issue/1',
  itemType,
  createdDate: '2025-11-03T12:00:00.000Z',
  modifiedDate: '2025-11-03T12:00:00.000Z',
  data: data as LoadItem<object>['data'],
});

export const rawIssue = (status: string, fields: object = {}) => ({
  id: '7',
  key: 'DEMO-7',
  fields: {
    summary: 'Old',
    issuetype: { id: '1' },
    status: { id: status },
    created: '2025-11-03T12:00:00.000+0000',
    updated: '2025-11-03T12:00:00.000+0000',
    ...fields,
  },
});
