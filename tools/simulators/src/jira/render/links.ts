import type { Site } from '../site.js';
import { draw, pick, salt } from '../world/draw.js';
import { readIssue } from '../world/issues.js';
import type { Issue, ProjectWorld } from '../world/model.js';
import { linkTypeJson } from './catalogue.js';

const LINK = salt('link type');
/** Every seventh issue links to the one eleven places on. */
const EVERY = 7;
const DISTANCE = 11;
const FIRST_LINK_ID = 10_000;

/** Links as both of their ends show them: the same id twice, once with `outwardIssue`, once with `inwardIssue`. */
export function issueLinks(
  site: Site,
  issue: Issue,
  render: (site: Site, other: Issue) => Record<string, unknown>,
): Record<string, unknown>[] {
  const { project, index } = issue;
  const links: Record<string, unknown>[] = [];
  if (startsLink(project, index)) {
    const other = readIssue(site.world, project, index + DISTANCE);
    links.push({ ...linkJson(site, project, index), outwardIssue: render(site, other) });
  }
  if (startsLink(project, index - DISTANCE)) {
    const other = readIssue(site.world, project, index - DISTANCE);
    links.push({ ...linkJson(site, project, index - DISTANCE), inwardIssue: render(site, other) });
  }
  return links;
}

function startsLink(project: ProjectWorld, index: number): boolean {
  return index >= 0 && index % EVERY === 3 && index + DISTANCE < project.timeline.size;
}

function linkJson(site: Site, project: ProjectWorld, index: number): Record<string, unknown> {
  const id = String(FIRST_LINK_ID + project.definition.firstIssueId + index);
  return {
    id,
    self: `${site.url}/rest/api/3/issueLink/${id}`,
    type: linkTypeJson(site, pick(site.world.catalogue.linkTypes, draw(project.seed, LINK, index))),
  };
}
