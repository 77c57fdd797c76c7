import type { Issue, RemoteLink } from './model.js';
import { isMade } from './written-issue.js';

/** One issue in so many has links to pages elsewhere, one or two. */
const EVERY = 9;
const OFFSET = 2;
const PER_ISSUE = 2;

export function remoteLinksOf(issue: Issue): readonly RemoteLink[] {
  return [...drawnLinks(issue), ...(issue.override?.written?.remoteLinks.values() ?? [])];
}

function drawnLinks(issue: Issue): readonly RemoteLink[] {
  const { id, index } = issue;
  if (index % EVERY !== OFFSET || isMade(issue)) return [];
  const first = Number(id) * PER_ISSUE;
  const page = { id: first, url: `https://pages.example/${id}`, title: `Notes on ${id}` };
  if (index % 2 === 0) return [{ ...page, application: 'Pages', relationship: 'mentioned in' }];
  return [page, { id: first + 1, url: `https://code.example/merge/${id}?a=1&b=2`, title: '' }];
}
