/** A record as an issue tracker might send it, about 1.5 kB of JSON. */
export interface RawIssue {
  id: string;
  key: string;
  created: string;
  updated: string;
  summary: string;
  description: readonly string[];
  environment: string;
  status: 'open' | 'in_progress' | 'done';
  priority: 'low' | 'medium' | 'high';
  assignee: string;
  reporter: string;
  parent: string;
  points: number;
  votes: number;
  labels: readonly string[];
  dueDate: string;
  resolvedAt: string;
  isFlagged: boolean;
}

/** What a normalizer makes of it: the natural JSON of the fields declared in `connector-entry.ts`. */
export interface IssueItem {
  id: string;
  createdDate: string;
  modifiedDate: string;
  data: {
    key: string;
    summary: string;
    description: string[];
    environment: string;
    status: RawIssue['status'];
    priority: RawIssue['priority'];
    assignee: string;
    reporter: string;
    parent: string;
    points: number;
    votes: number;
    labels: string[];
    due_date: string;
    resolved_at: string;
    is_flagged: boolean;
    item_url: string;
  };
}

export const issuesPerPage = 1_000;
/** Distinct records; they repeat at a distance that no compressor sees, and take little memory. */
const distinctIssues = 1_000;

const words = (
  'the customer reports that after upgrading to version login page shows an error when session expires and retry ' +
  'does not help please check logs attached from production server we could reproduce this in staging environment ' +
  'with default settings but not locally maybe related to cache invalidation or token refresh issue assigned team ' +
  'sprint release planning database connection pool memory usage increased significantly during peak hours naïve'
).split(' ');

/** The same numbers for everyone (mulberry32): both sides of a comparison must see the same records. */
function numbersFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function makeIssues(count: number): RawIssue[] {
  const random = numbersFrom(20_261_123);
  const pick = <Value>(values: readonly [Value, ...Value[]]): Value =>
    values[Math.floor(random() * values.length)] ?? values[0];
  const text = (characters: number) => {
    let made = '';
    while (made.length < characters)
      made += `${words[Math.floor(random() * words.length)]}${random() < 0.1 ? '. ' : ' '}`;
    return made.trimEnd();
  };
  const account = () => Array.from({ length: 24 }, () => Math.floor(random() * 16).toString(16)).join('');
  // An offset without a colon, as Jira writes it.
  const time = () => new Date(1.7e12 + random() * 6e10).toISOString().replace('Z', '+0000');
  return Array.from({ length: count }, (_, index) => ({
    id: '',
    key: `PROJ-${index}`,
    created: time(),
    updated: time(),
    summary: text(60),
    description: [text(300), text(260), text(320)],
    environment: text(80),
    status: pick(['open', 'in_progress', 'done']),
    priority: pick(['low', 'medium', 'high']),
    assignee: account(),
    reporter: account(),
    parent: String(10_000 + Math.floor(index / 10)),
    points: Math.round(random() * 100) / 2,
    votes: Math.floor(random() * 30),
    labels: [text(8), text(8)],
    dueDate: time().slice(0, 10),
    resolvedAt: new Date(1.7e12 + random() * 6e10).toISOString(),
    isFlagged: random() < 0.1,
  }));
}

let made: readonly RawIssue[] | undefined;

/** Pages of `count` records, numbered from 1; the same at every call. */
export function* issuePages(count: number): Generator<RawIssue[], void, void> {
  made ??= makeIssues(distinctIssues);
  const distinct = made;
  for (let first = 0; first < count; first += issuesPerPage) {
    const page: RawIssue[] = [];
    for (let number = first; number < Math.min(count, first + issuesPerPage); number += 1) {
      const issue = distinct[number % distinct.length];
      if (issue) page.push({ ...issue, id: String(number + 1) });
    }
    yield page;
  }
}

export function normalizeIssue(raw: RawIssue): IssueItem {
  return {
    id: raw.id,
    createdDate: raw.created,
    modifiedDate: raw.updated,
    data: {
      key: raw.key,
      summary: raw.summary,
      description: [...raw.description],
      environment: raw.environment,
      status: raw.status,
      priority: raw.priority,
      assignee: raw.assignee,
      reporter: raw.reporter,
      parent: raw.parent,
      points: raw.points,
      votes: raw.votes,
      labels: [...raw.labels],
      due_date: raw.dueDate,
      resolved_at: raw.resolvedAt,
      is_flagged: raw.isFlagged,
      item_url: `https://acme.example/browse/${raw.key}`,
    },
  };
}
