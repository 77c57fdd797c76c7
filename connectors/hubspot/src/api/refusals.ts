import {
  type HttpRequest,
  RecordError,
  type ResponseAction,
  type ResponseFacts,
} from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import { problemSchema, refusalSchema } from '../api-types-writing.js';

/** An item that HubSpot would not take, with what it says about single properties. */
export class RefusedItem extends RecordError {
  /** Sentences without their end, by property. */
  readonly problems: Readonly<Record<string, string>>;

  constructor(
    message: string,
    { code, problems }: { code: string; problems: Readonly<Record<string, string>> },
  ) {
    super(message, { code, isLimitation: true });
    this.problems = problems;
  }
}

/** HubSpot takes no second record with the same value of a property that has to be unique. */
export const taken = 'value_taken';

/**
 * What HubSpot would not take of an item, in its own words, property by property: what administrators demand is told
 * nowhere else. https://developers.hubspot.com/docs/api-reference/error-handling
 */
export function itemRefusal(
  facts: ResponseFacts,
  request: Pick<HttpRequest, 'method' | 'path'>,
): ResponseAction {
  const { status, bodyStart } = facts;
  if (!isWrite(request) || (status !== 400 && status !== 409)) return { action: 'default' };
  const { problems, said } = detailsOf(bodyStart);
  const message = `HubSpot would not take it: ${said}. Change it in DevRev or in HubSpot, then sync again.`;
  const code = status === 409 ? taken : 'item_refused';
  return { action: 'fail', error: new RefusedItem(message, { code, problems }) };
}

/** Searches and batches that read are sent as a body, too. */
function isWrite({ method = 'GET', path }: Pick<HttpRequest, 'method' | 'path'>): boolean {
  return method !== 'GET' && !path.endsWith('/search') && !path.endsWith('/batch/read');
}

function detailsOf(body: string): { problems: Record<string, string>; said: string } {
  const { data } = z.safeParse(refusalSchema, parsed(body));
  const message = data?.message ?? 'it gave no reason';
  const found = z.safeParse(z.array(problemSchema), parsed(message.slice(message.indexOf('[')))).data ?? [];
  const listed = found.length > 0 ? found : (data?.errors ?? []).map(namedProblem);
  const problems: Record<string, string> = {};
  for (const { name, localizedErrorMessage, message: text } of listed)
    if (name !== undefined)
      problems[name] = withoutEnd(localizedErrorMessage ?? text ?? 'it is not as it should be');
  const texts = Object.entries(problems).map(([name, text]) => `${name}: ${text}`);
  return { problems, said: texts.join('; ') || withoutEnd(message) };
}

/** The other form in which a property is named. */
function namedProblem({
  message,
  context,
}: NonNullable<z.infer<typeof refusalSchema>['errors']>[number]): z.infer<typeof problemSchema> {
  const [name] = context?.propertyName ?? [];
  return { ...(name !== undefined && { name }), ...(message !== undefined && { message }) };
}

function withoutEnd(sentence: string): string {
  return sentence.trim().replace(/\.$/, '');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
