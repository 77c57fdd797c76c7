import { draw, salt } from '../../random/draw.js';

/** Status category with the fixed ids of every Jira Cloud site (GET /rest/api/3/statuscategory). */
export interface StatusCategory {
  id: number;
  key: 'undefined' | 'new' | 'indeterminate' | 'done';
  colorName: string;
  name: string;
}

export interface Status {
  id: string;
  name: string;
  category: StatusCategory;
}

export interface IssueType {
  id: string;
  name: string;
  description: string;
  hierarchyLevel: -1 | 0 | 1;
  avatarId: number;
  /** Statuses of the workflow, in order. */
  statuses: readonly Status[];
}

export interface Priority {
  id: string;
  name: string;
  description: string;
  statusColor: string;
}

export interface Resolution {
  id: string;
  name: string;
  description: string;
}

export interface LinkType {
  id: string;
  name: string;
  inward: string;
  outward: string;
}

/** Site-wide lists that administrators keep; ids of types and statuses differ from site to site. */
export interface Catalogue {
  statuses: readonly Status[];
  issueTypes: readonly IssueType[];
  epic: IssueType;
  subtask: IssueType;
  software: readonly IssueType[];
  serviceDesk: readonly IssueType[];
  priorities: readonly Priority[];
  resolutions: readonly Resolution[];
  linkTypes: readonly LinkType[];
}

const CATEGORIES = {
  undefined: { id: 1, key: 'undefined', colorName: 'medium-gray', name: 'No Category' },
  new: { id: 2, key: 'new', colorName: 'blue-gray', name: 'To Do' },
  indeterminate: { id: 4, key: 'indeterminate', colorName: 'yellow', name: 'In Progress' },
  done: { id: 3, key: 'done', colorName: 'green', name: 'Done' },
} as const satisfies Record<string, StatusCategory>;

export function createCatalogue(seed: number): Catalogue {
  const statusIds = 10_000 + (draw(seed, salt('status ids')) % 60);
  let nextStatus = 0;
  const status = (name: string, category: keyof typeof CATEGORIES, fixedId?: string): Status => ({
    id: fixedId ?? String(statusIds + nextStatus++),
    name,
    category: CATEGORIES[category],
  });
  const open = status('Open', 'new', '1');
  const inProgress = status('In Progress', 'indeterminate', '3');
  const resolved = status('Resolved', 'done', '5');
  const closed = status('Closed', 'done', '6');
  const toDo = status('To Do', 'new');
  const done = status('Done', 'done');
  const backlog = status('Backlog', 'new');
  const selected = status('Selected for Development', 'new');
  const inReview = status('In Review', 'indeterminate');
  const triage = status('Triage', 'new');
  const blocked = status('Blocked', 'indeterminate');
  const willNotDo = status("Won't Do", 'done');
  const waitingForSupport = status('Waiting for support', 'indeterminate');
  const waitingForCustomer = status('Waiting for customer', 'indeterminate');
  const unused = status('Legacy hold', 'undefined');

  const typeIds = 10_001 + (draw(seed, salt('type ids')) % 80);
  let nextType = 0;
  const issueType = (
    name: string,
    description: string,
    hierarchyLevel: IssueType['hierarchyLevel'],
    statuses: readonly Status[],
  ): IssueType => ({
    id: String(typeIds + nextType++),
    name,
    description,
    hierarchyLevel,
    avatarId: 10_300 + nextType,
    statuses,
  });
  const story = issueType('Story', 'A need of somebody who uses the product.', 0, [
    backlog,
    selected,
    inProgress,
    inReview,
    done,
  ]);
  const subtask = issueType('Sub-task', 'A part of a larger piece of work.', -1, [toDo, inProgress, done]);
  const task = issueType('Task', 'A piece of work.', 0, [backlog, selected, inProgress, inReview, done]);
  const bug = issueType('Bug', 'Something that does not work as it should.', 0, [
    triage,
    inProgress,
    blocked,
    inReview,
    done,
    willNotDo,
  ]);
  const epic = issueType('Epic', 'A collection of stories, tasks and bugs.', 1, [toDo, inProgress, done]);
  const serviceRequest = issueType('Service Request', 'A request of a customer.', 0, [
    waitingForSupport,
    waitingForCustomer,
    resolved,
    closed,
  ]);
  const incident = issueType('Incident', 'An interruption of a service.', 0, [
    open,
    inProgress,
    resolved,
    closed,
  ]);

  return {
    statuses: [
      open,
      inProgress,
      resolved,
      closed,
      toDo,
      done,
      backlog,
      selected,
      inReview,
      triage,
      blocked,
      willNotDo,
      waitingForSupport,
      waitingForCustomer,
      unused,
    ],
    issueTypes: [story, subtask, task, bug, epic, serviceRequest, incident],
    epic,
    subtask,
    software: [epic, story, task, bug, subtask],
    serviceDesk: [serviceRequest, incident, task],
    priorities: [
      { id: '1', name: 'Highest', description: 'Stops everything.', statusColor: '#d04437' },
      { id: '2', name: 'High', description: 'Could stop progress.', statusColor: '#f15c75' },
      { id: '3', name: 'Medium', description: 'Has the potential to slow progress.', statusColor: '#f79232' },
      { id: '4', name: 'Low', description: 'Easily worked around.', statusColor: '#707070' },
      { id: '5', name: 'Lowest', description: 'Hardly matters.', statusColor: '#999999' },
    ],
    resolutions: [
      { id: '10000', name: 'Done', description: 'The work is complete.' },
      { id: '10001', name: "Won't Do", description: 'The work will not be done.' },
      { id: '10002', name: 'Duplicate', description: 'Another issue covers it.' },
      { id: '10003', name: 'Cannot Reproduce', description: 'All attempts failed.' },
    ],
    linkTypes: [
      { id: '10000', name: 'Blocks', inward: 'is blocked by', outward: 'blocks' },
      { id: '10001', name: 'Cloners', inward: 'is cloned by', outward: 'clones' },
      { id: '10002', name: 'Duplicate', inward: 'is duplicated by', outward: 'duplicates' },
      { id: '10003', name: 'Relates', inward: 'relates to', outward: 'relates to' },
    ],
  };
}
