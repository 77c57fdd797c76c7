import type { Site } from '../site.js';
import { readIssue } from '../world/issues.js';
import { linksOf } from '../world/links.js';
import type { Issue } from '../world/model.js';
import { linkTypeJson } from './catalogue.js';

/** Links as both of their ends show them: the same id twice, once with `outwardIssue`, once with `inwardIssue`; not at all when the other end may not be seen. */
export function issueLinks(
  site: Site,
  issue: Issue,
  render: (site: Site, other: Issue) => Record<string, unknown>,
): Record<string, unknown>[] {
  const visible = linksOf(site.world, issue).filter(
    ({ outwardFrom, inwardTo }) => ![outwardFrom, inwardTo].some((index) => issue.project.hidden.has(index)),
  );
  return visible.map(({ id, type, outwardFrom, inwardTo }) => {
    const isOutward = outwardFrom === issue.index;
    const other = readIssue(site.world, issue.project, isOutward ? inwardTo : outwardFrom);
    return {
      id,
      self: `${site.url}/rest/api/3/issueLink/${id}`,
      type: linkTypeJson(site, type),
      [isOutward ? 'outwardIssue' : 'inwardIssue']: render(site, other),
    };
  });
}
