import { draw, drawUuid, foldSeed, salt } from '../../random/draw.js';
import { FIRST_ADDED_ATTACHMENT_ID, MOST_FILES_PER_ISSUE } from './attachments.js';
import { createCatalogue } from './catalogue.js';
import { FIRST_ADDED_HISTORY_ID } from './changelog.js';
import { checkCommentsPerIssue, FIRST_ADDED_COMMENT_ID } from './comments.js';
import { createFields } from './fields.js';
import { FIRST_ADDED_LINK_ID } from './links.js';
import type { FirstIssue, ProjectWorld, World } from './model.js';
import { createProjects, hasKey } from './projects.js';
import { createTimeline } from './timeline.js';
import { createUsers } from './users.js';
import { FIRST_ADDED_WORKLOG_ID } from './worklogs.js';

export interface WorldOptions {
  seed: number;
  /** Issues in the first project. */
  size: number;
  now: () => number;
  /** How long the search does not know what was changed. */
  indexLagMs: number;
  /** Time zone of the account of the token, an IANA name. */
  timeZone: string;
  maxAttachmentBytes: number;
  /** Files per issue on average, 0 to 10; when not given half a file. */
  attachmentShare?: number | undefined;
  /** Comments per issue on average, 2 to 10; when not given about two. */
  commentsPerIssue?: number | undefined;
  /** Whether the site has fields of single projects, with options by project, and without a schema. */
  oddFields?: boolean | undefined;
  /** Whether some files are lost and the size of some is told wrongly. */
  oddFiles?: boolean | undefined;
  /** Whether boards of another project are listed for the first one, too. */
  sharedBoards?: boolean | undefined;
  /** People beyond the usual ones. */
  furtherPeople?: number | undefined;
  /** Further custom fields. */
  moreFields?: number | undefined;
  /** What the first issue of the first project holds instead of what would be drawn. */
  first?: FirstIssue;
  siteUrl: () => string;
}

const PROJECT = salt('project');
const CLOUD_ID = salt('cloud id');
/** Beyond it, computed ids of comments and files would run into those of added ones. */
export const LARGEST_SIZE = 5_000_000;

/** A site at its start. Nothing per issue is made here, so the size does not matter. */
export function createWorld(options: WorldOptions): World {
  if (!Number.isSafeInteger(options.size) || options.size < 0 || options.size > LARGEST_SIZE) {
    throw new Error(
      `A simulated Jira project holds 0 to ${LARGEST_SIZE} issues, not ${options.size}. Choose a size in that range.`,
    );
  }
  if (!Number.isSafeInteger(options.seed)) {
    throw new Error(`The seed of a simulated world must be a whole number, not ${options.seed}.`);
  }
  const { attachmentShare } = options;
  if (attachmentShare !== undefined && !(attachmentShare >= 0 && attachmentShare <= MOST_FILES_PER_ISSUE)) {
    throw new Error(
      `An issue of a simulated world has 0 to ${MOST_FILES_PER_ISSUE} files on average, not ${attachmentShare}. Choose an attachmentShare in that range.`,
    );
  }
  checkCommentsPerIssue(options.commentsPerIssue);
  const seed = foldSeed(options.seed);
  const catalogue = createCatalogue(seed);
  return {
    seed,
    now: options.now,
    indexLagMs: options.indexLagMs,
    catalogue,
    drift: {},
    users: createUsers(seed, options.timeZone, options.furtherPeople),
    fields: createFields(seed, { odd: options.oddFields, more: options.moreFields }),
    projects: createProjects(seed, options.size, catalogue).map((definition, position): ProjectWorld => {
      const projectSeed = draw(seed, PROJECT, position);
      return {
        definition,
        seed: projectSeed,
        timeline: createTimeline(definition.size, projectSeed),
        first: (position === 0 ? options.first : undefined) ?? {},
        commentsPerIssue: options.commentsPerIssue,
        overrides: new Map(),
        touched: [],
        indexed: new Map(),
        unindexed: [],
        displaced: new Set(),
        hidden: new Set(),
        arrivals: [],
        created: [],
      };
    }),
    siteUrl: options.siteUrl,
    maxAttachmentBytes: options.maxAttachmentBytes,
    attachmentShare,
    hasOddFiles: options.oddFiles === true,
    hasSharedBoards: options.sharedBoards === true,
    addedFiles: new Map(),
    deletedWorklogs: [],
    deletedFiles: [],
    deletedIssues: [],
    written: new Map(),
    writtenLinks: [],
    sequence: {
      comment: FIRST_ADDED_COMMENT_ID,
      attachment: FIRST_ADDED_ATTACHMENT_ID,
      history: FIRST_ADDED_HISTORY_ID,
      worklog: FIRST_ADDED_WORKLOG_ID,
      link: FIRST_ADDED_LINK_ID,
    },
  };
}

/** Id under which the gateway knows the site. */
export function cloudId(world: World): string {
  return drawUuid(world.seed, CLOUD_ID);
}

export function browsableProjects(world: World): readonly ProjectWorld[] {
  return world.projects.filter(({ definition }) => definition.browsable);
}

/** By numeric id or by a key it has or had, in any case; undefined when missing or hidden, which Jira does not tell apart. */
export function findProject(world: World, idOrKey: string): ProjectWorld | undefined {
  return browsableProjects(world).find(
    ({ definition }) => definition.id === idOrKey || hasKey(definition, idOrKey.toUpperCase()),
  );
}
