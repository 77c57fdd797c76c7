import { draw, pick, salt } from '../../random/draw.js';
import type { LinkType } from './catalogue.js';
import type { Issue, ProjectWorld, World } from './model.js';

/** A link as it is stored once, whichever of its ends shows it. */
export interface IssueLink {
  id: string;
  type: LinkType;
  /** Position of the issue that *outward* the other: it blocks, clones, duplicates. */
  outwardFrom: number;
  inwardTo: number;
}

const LINK = salt('link type');
/** Every seventh issue links to the one eleven places on. */
const EVERY = 7;
const DISTANCE = 11;
const FIRST_LINK_ID = 10_000;
/** Above every computed id. */
export const FIRST_ADDED_LINK_ID = 900_000_000;

/** Links the issue is the outward end of, then those it is the inward end of. */
export function linksOf(world: World, { project, index }: Issue): IssueLink[] {
  const drawn = [index, index - DISTANCE]
    .filter((start) => startsLink(project, start))
    .map((start) => ({
      id: String(FIRST_LINK_ID + project.definition.firstIssueId + start),
      type: pick(world.catalogue.linkTypes, draw(project.seed, LINK, start)),
      outwardFrom: start,
      inwardTo: start + DISTANCE,
    }));
  const added = world.writtenLinks.filter(
    (link) => link.project === project && (link.outwardFrom === index || link.inwardTo === index),
  );
  return [
    ...drawn,
    ...added.map(({ id, type, outwardFrom, inwardTo }) => ({ id, type, outwardFrom, inwardTo })),
  ];
}

function startsLink(project: ProjectWorld, index: number): boolean {
  return index >= 0 && index % EVERY === 3 && index + DISTANCE < project.timeline.size;
}
