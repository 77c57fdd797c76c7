import { answerReader, ContractViolation } from '@airdrop-connectors/core';
import * as z from 'zod/mini';

/** An answer in its validated form. @throws UnexpectedResponseError naming the endpoint and the first odd field */
export const read = answerReader('HubSpot');

/** What names the next page; a list ends where it is absent, and not where a page is short. */
export interface Paged {
  paging?: { next?: { after: string } | null | undefined } | null | undefined;
}

/**
 * Where the next page begins; undefined at the end.
 * @throws ContractViolation for a list that leads to where it came from, which would never end
 */
export function nextAfter({ paging }: Paged, asked: string, endpoint: string): string | undefined {
  const after = paging?.next?.after;
  if (after === undefined || after === '') return undefined;
  if (after !== asked) return after;
  throw new ContractViolation(
    `HubSpot answered ${endpoint} with the same position twice, so the list would never end. Report this with the log of the run.`,
    { code: 'endless_paging' },
  );
}

const errorSchema = z.object({
  message: z.optional(z.string()),
  error_description: z.optional(z.string()),
  policyName: z.optional(z.string()),
  errors: z.optional(
    z.array(
      z.union([
        z.string(),
        z.object({
          message: z.optional(z.string()),
          context: z.optional(z.record(z.string(), z.unknown())),
        }),
      ]),
    ),
  ),
});

/** Which limit a refusal is about: `TEN_SECONDLY_ROLLING`, `SECONDLY` or `DAILY`; undefined where it does not say. */
export function refusedPolicy(body: string): string | undefined {
  return /"policyName"\s*:\s*"(\w+)"/.exec(body)?.[1];
}

/** Its sentence, together with the scopes that are missing; many bodies are no JSON at all. */
export function hubspotErrorMessage(body: string): string | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return undefined;
  }
  const { data } = z.safeParse(errorSchema, parsed);
  const scopes = (data?.errors ?? []).flatMap((error) =>
    typeof error === 'string'
      ? []
      : [error.context?.requiredGranularScopes ?? error.context?.requiredScopes ?? []].flat(),
  );
  const message = data?.message ?? data?.error_description;
  if (scopes.length === 0) return message;
  return `the connection lacks the scopes ${scopes.join(', ')}`;
}
