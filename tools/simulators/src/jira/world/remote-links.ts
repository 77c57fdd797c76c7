import type { Issue } from './model.js';

export interface RemoteLink {
  id: number;
  url: string;
  title: string;
  application?: string;
  relationship?: string;
}

/** One issue in so many has links to pages elsewhere, one or two. */
const EVERY = 9;
const OFFSET = 2;
const PER_ISSUE = 2;

export function remoteLinksOf({ id, index }: Issue): readonly RemoteLink[] {
  if (index % EVERY !== OFFSET) return [];
  const first = Number(id) * PER_ISSUE;
  const page = { id: first, url: `https://pages.example/${id}`, title: `Notes on ${id}` };
  if (index % 2 === 0) return [{ ...page, application: 'Pages', relationship: 'mentioned in' }];
  return [page, { id: first + 1, url: `https://code.example/merge/${id}?a=1&b=2`, title: '' }];
}
