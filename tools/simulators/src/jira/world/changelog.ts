import { draw, pick, salt } from '../../random/draw.js';
import type { Status } from './catalogue.js';
import { generatedStatus, midway } from './issues.js';
import type { History, HistoryItem, Issue, World } from './model.js';
import { isMade } from './written-issue.js';

const COUNT = salt('history count');
const ENTRY = salt('history');
const IDS_PER_ISSUE = 100;
export const FIRST_ADDED_HISTORY_ID = 700_000_000;
/** Of entries beyond those that have ids of their issue; only the first issue of a project can have so many. */
const FIRST_SURPLUS_HISTORY_ID = 600_000_000;

/** All entries, oldest first. The generated ones end in the generated status of the issue. */
export function readHistories(world: World, issue: Issue): History[] {
  const total = generatedCount(issue);
  const histories: History[] = [];
  for (let position = 0; position < total; position++) {
    histories.push(generatedHistory(world, issue, position, total));
  }
  return [...histories, ...(issue.override?.histories ?? [])];
}

function generatedCount(issue: Issue): number {
  if (isMade(issue)) return 0;
  const { histories } = issue.project.first;
  if (issue.index === 0 && histories !== undefined) return histories;
  const drawn = draw(issue.project.seed, COUNT, issue.index);
  return drawn % 100 === 0 ? 41 + ((drawn >>> 8) % 40) : (drawn >>> 8) % 5;
}

function generatedHistory(world: World, issue: Issue, position: number, total: number): History {
  const { seed, timeline } = issue.project;
  const until = issue.override?.createdAt ?? timeline.updatedAt(issue.index);
  const slice = (until - issue.createdAt) / total;
  const drawn = draw(seed, ENTRY, issue.index, position);
  return {
    id: String(
      (position < IDS_PER_ISSUE ? Number(issue.id) * IDS_PER_ISSUE : FIRST_SURPLUS_HISTORY_ID) + position,
    ),
    author: drawn % 40 === 0 ? undefined : pick(world.users.contributors, drawn >>> 6),
    at: midway(
      issue.createdAt + Math.floor(slice * position),
      issue.createdAt + Math.floor(slice * (position + 1)),
      draw(seed, ENTRY, issue.index, position, 1),
    ),
    items: position === total - 1 ? [statusItem(issue)] : [otherItem(world, issue, drawn >>> 3)],
  };
}

function statusItem(issue: Issue): HistoryItem {
  const to = generatedStatus(issue);
  const from = issue.type.statuses.find((status) => status !== to) ?? to;
  return statusMove(from, to);
}

/** Work that went from one status to another. */
export function statusMove(from: Status, to: Status): HistoryItem {
  return {
    field: 'status',
    fieldtype: 'jira',
    fieldId: 'status',
    from: from.id,
    fromString: from.name,
    to: to.id,
    toString: to.name,
  };
}

function otherItem(world: World, issue: Issue, drawn: number): HistoryItem {
  switch (drawn % 4) {
    case 0: {
      const person = pick(world.users.contributors, drawn >>> 2);
      return {
        field: 'assignee',
        fieldtype: 'jira',
        fieldId: 'assignee',
        from: null,
        fromString: null,
        to: person.accountId,
        toString: person.displayName,
      };
    }
    case 1:
      return {
        field: 'Link',
        fieldtype: 'jira',
        from: null,
        fromString: null,
        to: `${issue.project.definition.key}-1`,
        toString: `This work item relates to ${issue.project.definition.key}-1`,
      };
    case 2:
      return {
        field: 'Rank',
        fieldtype: 'custom',
        fieldId: 'customfield_10019',
        from: '',
        fromString: '',
        to: '',
        toString: 'Ranked higher',
      };
    default:
      return {
        field: 'summary',
        fieldtype: 'jira',
        fieldId: 'summary',
        from: null,
        fromString: 'Working title',
        to: null,
        toString: `Working title ${drawn % 9}`,
      };
  }
}
