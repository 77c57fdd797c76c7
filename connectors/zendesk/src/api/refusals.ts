import { RecordError, type ResponseAction, type ResponseFacts } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import { refusalSchema } from '../api-types-writing.js';

/**
 * What Zendesk would not take of an item, in its own words, which are in the language of the account: only the names of
 * the fields can be relied on. https://developer.zendesk.com/api-reference/introduction/requests/#422-unprocessable-entity
 */
export function itemRefusal({ status, bodyStart }: ResponseFacts): ResponseAction {
  if (status !== 422) return { action: 'default' };
  const details = detailsOf(bodyStart);
  const sentences = Object.values(details).flat();
  const said = sentences.length > 0 ? sentences.join('; ') : 'it gave no reason';
  const isClosed = Object.keys(details).join() === 'status';
  return {
    action: 'fail',
    error: isClosed
      ? new RecordError(
          `Zendesk takes no change of this ticket: ${said}. A closed ticket stays as it is; go on in a new one.`,
          { code: 'ticket_closed', isLimitation: true },
        )
      : new RecordError(
          `Zendesk would not take it: ${said}. Change it in DevRev or in Zendesk, then sync again.`,
          { code: 'item_refused', isLimitation: true },
        ),
  };
}

function detailsOf(body: string): Readonly<Record<string, string[]>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return {};
  }
  const { data } = z.safeParse(refusalSchema, parsed);
  return Object.fromEntries(
    Object.entries(data?.details ?? {}).map(([field, problems]) => [
      field,
      problems.map(({ description }) => description || `${field} is not as it should be`),
    ]),
  );
}
