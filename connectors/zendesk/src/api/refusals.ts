import { RecordError, type ResponseAction, type ResponseFacts } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import { refusalSchema } from '../api-types-writing.js';

/** An item that Zendesk would not take, with the names of the fields it has named. */
export class RefusedItem extends RecordError {
  readonly fields: readonly string[];

  constructor(message: string, { code, fields }: { code: string; fields: readonly string[] }) {
    super(message, { code, isLimitation: true });
    this.fields = fields;
  }
}

const people: readonly string[] = ['author', 'requester'];

/**
 * What Zendesk would not take of an item, in its own words, which are in the language of the account: only the names of
 * the fields can be relied on. https://developer.zendesk.com/api-reference/introduction/requests/#422-unprocessable-entity
 */
export function itemRefusal({ status, bodyStart }: ResponseFacts): ResponseAction {
  if (status !== 422) return { action: 'default' };
  const details = detailsOf(bodyStart);
  const fields = Object.keys(details);
  const said = Object.values(details).flat().join('; ') || 'it gave no reason';
  return { action: 'fail', error: refusedItem(fields, said) };
}

function refusedItem(fields: readonly string[], said: string): RefusedItem {
  if (fields.length > 0 && fields.every((field) => field === 'status')) {
    const message = `Zendesk takes no change of this ticket: ${said}. A closed ticket stays as it is; go on in a new one.`;
    return new RefusedItem(message, { code: 'ticket_closed', fields });
  }
  if (fields.length > 0 && fields.every((field) => people.includes(field))) {
    const message = `Zendesk takes nothing from this person: ${said}. Choose somebody else in DevRev.`;
    return new RefusedItem(message, { code: 'person_refused', fields });
  }
  const message = `Zendesk would not take it: ${said}. Change it in DevRev or in Zendesk, then sync again.`;
  return new RefusedItem(message, { code: 'item_refused', fields });
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
