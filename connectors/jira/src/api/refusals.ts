import {
  type HttpRequest,
  RecordError,
  type ResponseAction,
  type ResponseFacts,
} from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import { refusalSchema } from '../api-types-writing.js';

/** An item that Jira would not take, with what it says about each field, by field id. */
export class RefusedItem extends RecordError {
  readonly fields: Readonly<Record<string, string>>;

  constructor(message: string, { code, fields }: { code: string; fields: Readonly<Record<string, string>> }) {
    super(message, { code, isLimitation: true });
    this.fields = fields;
  }
}

/**
 * What Jira would not take of what was written, in its own words. Sentences about fields are in the language of the
 * account: only the ids of the fields can be relied on.
 * https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/#status-codes
 */
export function writeRefusal({ status, bodyStart }: ResponseFacts, request: HttpRequest): ResponseAction {
  if (!isWrite(request)) return { action: 'default' };
  if (status === 413) {
    const message = 'Jira takes no file as large as this one. Ask a Jira administrator to raise the limit.';
    return {
      action: 'fail',
      error: new RecordError(message, { code: 'upload_too_large', isLimitation: true }),
    };
  }
  if (status !== 400 && status !== 409) return { action: 'default' };
  const { errorMessages, errors } = refusalOf(bodyStart);
  const fields = errors ?? {};
  const said = [...(errorMessages ?? []), ...Object.values(fields)].filter(Boolean).join('; ');
  const message = `Jira would not take it: ${said.replace(/\.$/, '') || 'it gave no reason'}. Change it in DevRev or in Jira, then sync again.`;
  const code = status === 409 ? 'changed_meanwhile' : 'item_refused';
  return { action: 'fail', error: new RefusedItem(message, { code, fields }) };
}

/** Lists that are asked for by posting are no writes. */
function isWrite({ method = 'GET', path }: HttpRequest): boolean {
  return (
    method !== 'GET' && /\/(issue|issueLink|sprint|backlog)(\/|$)/.test(path) && !path.endsWith('/bulkfetch')
  );
}

function refusalOf(body: string): z.infer<typeof refusalSchema> {
  try {
    return z.safeParse(refusalSchema, JSON.parse(body)).data ?? {};
  } catch {
    return {};
  }
}
