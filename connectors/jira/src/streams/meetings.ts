import * as z from 'zod/mini';
import { sprintSchema } from '../api-types.js';
import type { ChildOf, FoundIssue } from './issue-page.js';
import { type AccountKind, type Accounts, accountsIn } from './people.js';

/** What issues refer to and bring along with them. */
export interface Met extends Accounts {
  sprints: unknown[];
}

export interface Meetings {
  /** What the page refers to and this invocation has not delivered yet. */
  of(issues: readonly FoundIssue[], children: readonly ChildOf[]): Met;
}

/**
 * A first run lists people and sprints, but the list does not show portal customers; later runs take everybody and
 * every sprint from the issues that changed instead of reading long lists again.
 */
export function createMeetings({ isFirstRun }: { isFirstRun: boolean }): Meetings {
  const accounts = new Set<string>();
  const sprintIds = new Set<number>();
  const kinds: ReadonlySet<AccountKind> = new Set(
    isFirstRun ? (['customers'] as const) : (['users', 'customers', 'apps'] as const),
  );
  return {
    of(issues, children) {
      const raws = issues.map(({ raw }) => raw);
      return {
        sprints: isFirstRun ? [] : raws.flatMap(sprintsIn).filter(({ id }) => isFirst(id, sprintIds)),
        ...accountsIn([raws, children.map(({ raw }) => raw)], kinds, accounts),
      };
    },
  };
}

function isFirst<Value>(value: Value, met: Set<Value>): boolean {
  if (met.has(value)) return false;
  met.add(value);
  return true;
}

const fieldsSchema = z.object({ fields: z.record(z.string(), z.unknown()) });
/** The sprint field is found by its value: its id differs per site, and only sprints belong to a board. */
const sprintOfIssueSchema = z.extend(sprintSchema, { boardId: z.number() });

function sprintsIn(raw: unknown): z.infer<typeof sprintOfIssueSchema>[] {
  const { data } = z.safeParse(fieldsSchema, raw);
  return Object.entries(data?.fields ?? {})
    .filter(([key, value]) => key.startsWith('customfield_') && Array.isArray(value))
    .flatMap(([, value]) => (Array.isArray(value) ? value : []))
    .flatMap((entry) => {
      const parsed = z.safeParse(sprintOfIssueSchema, entry);
      return parsed.success ? [parsed.data] : [];
    });
}
