import type { IncomingMessage } from 'node:http';
import { listen } from '../http/listener.js';
import type { Reply } from '../http/reply.js';
import { drawHex, salt } from '../random/draw.js';
import type { Simulator, SimulatorOptions } from '../simulator.js';
import { jiraEndpoints } from './endpoints/all.js';
import { createApi } from './http/api.js';
import { createKeyring, type KeyringKind } from './http/keyring.js';
import { mediaReply, signedMediaPath } from './http/media-origin.js';
import { PAGE_TOKEN_SECONDS } from './jql/page-token.js';
import { createLimiter, jiraLimits } from './limits/limiter.js';
import { jiraLatencyMs } from './pace/latency.js';
import { leastWorkOf } from './pace/least-work.js';
import type { Site } from './site.js';
import { applyChanges } from './world/changes.js';
import { deleteThings } from './world/deletions.js';
import { hideIssues, moveIssues, renameProject } from './world/displacements.js';
import { applyDrift } from './world/drift.js';
import { firstIssue, manyHistories } from './world/first-issue.js';
import { writtenObjects } from './world/ledger.js';
import type { World } from './world/model.js';
import { truthOf } from './world/truth.js';
import { truthOnRequestOf } from './world/truth-on-request.js';
import { browsableProjects, cloudId, createWorld } from './world/world.js';
import { createZone } from './world/zone.js';

/** Settings only the Jira simulator has. */
export interface JiraSimulatorOptions extends SimulatorOptions {
  /** IANA zone of the account of the token; every timestamp is printed in it. */
  timeZone?: string;
  /** Size of the largest files. */
  maxAttachmentBytes?: number;
  /** How long the address of a download stays good. */
  mediaTokenSeconds?: number;
  /** Kind of credential the connection holds; what the limits are about when not given, or a token without scopes. */
  keyring?: KeyringKind;
  /** Whether the account of the token administers Jira; it does not unless told so. */
  administrator?: boolean;
  /** How long the search does not know what was changed, seconds; it knows at once unless told so. */
  indexLagSeconds?: number;
  /** How long the token of a page of the search is taken; seven days when not given. */
  pageTokenSeconds?: number;
  /**
   * Pages of the search as Jira has been seen to answer: `isLast` is wrong, every other page is empty, and a long list
   * of values in a query is cut with a warning only.
   */
  oddSearch?: boolean;
  /** Language of the account: names that come with the product are in it unless English is forced; English when not given. */
  language?: 'en' | 'de';
  /** Whether there are fields of single projects, with options that differ by project, and without a schema. */
  oddFields?: boolean;
  /** Whether some files that issues list are lost, and some are told to be of another size than they are. */
  oddFiles?: boolean;
  /** Whether boards of another project are listed for the first one, too, with sprints that both show. */
  sharedBoards?: boolean;
  /** People beyond the usual ones, such as 50,000; none of them has to do with an issue. */
  furtherPeople?: number;
  /** Entries in the change history of the first issue, at most 100,000; when not given as many as any other. */
  manyHistories?: number;
  /** Custom fields beyond the usual ones, such as 1,500. */
  moreFields?: number;
  /** By how many the count of a search is off at most; it is exact when not given. */
  countError?: number;
  /** Bytes of JSON beyond which the bulk fetch names an issue among its errors; it takes any when not given. */
  largestBulkIssueBytes?: number;
  /** Beginnings of the paths that the credential has no scope for, such as `/rest/agile/`. */
  withoutScopes?: readonly string[];
}

const DEFAULT_TIME_ZONE = 'America/Los_Angeles';
const DEFAULT_MAX_ATTACHMENT_BYTES = 24_000;
const DEFAULT_MEDIA_TOKEN_SECONDS = 60;
const TOKEN = salt('api token');

/**
 * Starts a Jira Cloud site with a seeded world: the API on one origin, downloads on a second one.
 * Rejects with a sentence when an option is out of range or the port is taken.
 */
export async function createSimulator(options: JiraSimulatorOptions): Promise<Simulator> {
  const now = options.now ?? Date.now;
  const pageSize = options.pageSize ?? Number.POSITIVE_INFINITY;
  if (!(pageSize >= 1)) {
    throw new Error(
      `A page of a simulated list holds at least 1 entry, not ${pageSize}. Choose another pageSize.`,
    );
  }
  const limiter = createLimiter(options.limits, now);
  const zone = createZone(options.timeZone ?? DEFAULT_TIME_ZONE);
  const world = createWorld({
    seed: options.seed,
    size: options.size,
    now,
    indexLagMs: (options.indexLagSeconds ?? 0) * 1000,
    timeZone: zone.name,
    siteUrl: () => api.url,
    maxAttachmentBytes: options.maxAttachmentBytes ?? DEFAULT_MAX_ATTACHMENT_BYTES,
    attachmentShare: options.attachmentShare,
    commentsPerIssue: options.childrenPerRoot,
    oddFields: options.oddFields,
    oddFiles: options.oddFiles,
    sharedBoards: options.sharedBoards,
    furtherPeople: options.furtherPeople,
    moreFields: options.moreFields,
    first: { ...firstIssue(options), ...manyHistories(options) },
  });
  const email = world.users.account.emailAddress ?? '';
  const token = `simulated-${drawHex(32, world.seed, TOKEN)}`;
  const counts = new Map<string, number>();
  const count = (endpoint: string) => counts.set(endpoint, (counts.get(endpoint) ?? 0) + 1);

  const media = await listen(0, async (request) => answerMedia(world, request, count), now);
  const tokenMs = (options.mediaTokenSeconds ?? DEFAULT_MEDIA_TOKEN_SECONDS) * 1000;
  let answer: (request: IncomingMessage) => Promise<Reply>;
  const api = await listen(options.port ?? 0, (request) => answer(request), now).catch(async (error) => {
    await media.close();
    throw error;
  });
  const site: Site = {
    world,
    zone,
    pageSize,
    isAdministrator: options.administrator === true,
    pageTokenMs: (options.pageTokenSeconds ?? PAGE_TOKEN_SECONDS) * 1000,
    hasOddSearch: options.oddSearch === true,
    isTranslated: options.language === 'de',
    countError: options.countError ?? 0,
    largestBulkIssueBytes: options.largestBulkIssueBytes ?? Number.POSITIVE_INFINITY,
    url: api.url,
    mediaUrl: (attachmentId) => `${media.url}${signedMediaPath(world, attachmentId, now() + tokenMs)}`,
  };
  const keyring = createKeyring({
    kind: options.keyring ?? (options.limits === 'oauth' ? 'oauth' : 'token'),
    site: api.url,
    email,
    secret: token,
    cloudId: cloudId(world),
    withoutScopes: options.withoutScopes ?? [],
  });
  answer = createApi(site, { endpoints: jiraEndpoints, keyring, count, limiter });

  return {
    system: 'jira',
    url: api.url,
    connection: keyring.connection,
    externalSyncUnitIds: browsableProjects(world).map(({ definition }) => definition.id),
    calls: () => new Map(counts),
    applyChanges(changes) {
      const summary = applyChanges(world, changes);
      const after = (changes.at ?? now()) + 2 * changes.edits;
      deleteThings(world, changes.deletions ?? 0, after);
      moveIssues(world, changes.moves ?? 0, after + 2 * (changes.deletions ?? 0));
      hideIssues(world, changes.hides ?? 0);
      if (changes.renamesUnit) renameProject(world);
      return summary;
    },
    applyDrift: (seed) => applyDrift(world, seed),
    truth: (externalSyncUnitId) => truthOf(world, externalSyncUnitId),
    truthOnRequest: (externalSyncUnitId) => truthOnRequestOf(world, externalSyncUnitId),
    written: () => writtenObjects(world),
    limitNames: jiraLimits,
    refusals: limiter.refusals,
    latencyMs: jiraLatencyMs,
    leastWork: (externalSyncUnitId) =>
      leastWorkOf(world, externalSyncUnitId, { pageSize, limits: options.limits }),
    async close() {
      await Promise.all([api.close(), media.close()]);
    },
  };
}

function answerMedia(world: World, request: IncomingMessage, count: (endpoint: string) => void): Reply {
  const method = request.method ?? 'GET';
  count(`${method} media`);
  return mediaReply(world, new URL(request.url ?? '/', 'http://media.invalid'), method, {
    authorization: request.headers.authorization,
    range: request.headers.range,
  });
}
