import type { IncomingMessage } from 'node:http';
import { listen } from '../http/listener.js';
import type { Reply } from '../http/reply.js';
import { drawHex, salt } from '../random/draw.js';
import type { Simulator, SimulatorOptions } from '../simulator.js';
import { hubspotEndpoints } from './endpoints/all.js';
import { createApi } from './http/api.js';
import { createKeyring, type Grant, type KeyringKind } from './http/keyring.js';
import { mediaReply, signedMediaPath } from './http/media-origin.js';
import type { Scope } from './http/scope.js';
import { createLimiter } from './limits/limiter.js';
import { hubspotLimits } from './limits/tiers.js';
import { hubspotLatencyMs } from './pace/latency.js';
import { leastWorkOf } from './pace/least-work.js';
import type { Portal } from './portal.js';
import { applyChanges } from './world/changes.js';
import { applyDrift } from './world/drift.js';
import { firstTicket } from './world/first-ticket.js';
import type { KindName } from './world/kinds.js';
import { writtenObjects } from './world/ledger.js';
import { type Lifecycle, lifecycleOf } from './world/lifecycle.js';
import { truthOf, unitIds } from './world/truth.js';
import { createWorld } from './world/world.js';

/** Settings only the HubSpot simulator has. */
export interface HubspotSimulatorOptions extends SimulatorOptions {
  /** Searches do not find changes younger than this; the real index is behind by seconds to minutes. */
  searchLagSeconds?: number;
  /** Further text properties of tickets; so many that their names do not fit into an address. */
  customProperties?: number;
  /** Part of the rows of searches, 0 to 1, that stand further back than the sort asks for. */
  searchDisorder?: number;
  /** Permissions the token lacks. */
  missingScopes?: readonly Scope[];
  /** Requests that are refused to begin with because the account is being moved. */
  movingRequests?: number;
  /** Properties that administrators demand of new records, by type; older versions of the API let them pass. */
  demanded?: Readonly<Partial<Record<KindName, readonly string[]>>>;
  /** Requests that other programs have made today. */
  spentToday?: number;
  /** Time zone of the account, by its IANA name. */
  timeZone?: string;
  /** How long the signed address of a file stays good. */
  mediaTokenSeconds?: number;
  /** Kind of credential the connection holds; a static token when not given. */
  keyring?: KeyringKind;
  /** How long an access token of OAuth is good; HubSpot's half an hour is 1,800. Without end when not given. */
  accessTokenSeconds?: number;
  /** Merges of the old style: the first of two records keeps its id, and the other id leads to it. */
  mergesKeepId?: boolean;
  /** Most records of a type that one record may have under one label; no limit when not given. */
  mostPerLabel?: number;
  /** Channel that conversations go over, such as 1003 for forms; 1002, e-mail, when not given. */
  channelId?: string;
  /** Whoever writes in a conversation has no address. */
  areSendersHidden?: boolean;
}

export interface HubspotSimulator extends Simulator {
  /** Ends records in the ways that only HubSpot has. */
  readonly lifecycle: Lifecycle;
  /** For further access tokens of OAuth. */
  readonly grant: Grant;
}

const DEFAULT_MEDIA_TOKEN_SECONDS = 60;
const TOKEN = salt('private app token');
const REFRESH_TOKEN = salt('refresh token');

/**
 * Starts a HubSpot portal with a seeded world: the API on one origin, downloads on a second one. Rejects with a
 * sentence when an option is out of range or the port is taken.
 */
export async function createSimulator(options: HubspotSimulatorOptions): Promise<HubspotSimulator> {
  const now = options.now ?? Date.now;
  const pageSize = options.pageSize ?? Number.POSITIVE_INFINITY;
  if (!(pageSize >= 1))
    throw new Error(
      `A page of a simulated list holds at least 1 entry, not ${pageSize}. Choose another pageSize.`,
    );
  const timeZone = options.timeZone ?? 'US/Eastern';
  const limiter = createLimiter(options.limits, now, { spentToday: options.spentToday ?? 0, timeZone });
  const world = createWorld({
    seed: options.seed,
    size: options.size,
    now,
    attachmentShare: options.attachmentShare,
    messagesPerTicket: options.childrenPerRoot,
    first: firstTicket(options),
    customProperties: options.customProperties ?? 0,
    mergesKeepId: options.mergesKeepId ?? false,
  });
  const counts = new Map<string, number>();
  const count = (endpoint: string) => counts.set(endpoint, (counts.get(endpoint) ?? 0) + 1);
  const media = await listen(
    0,
    async (request) => {
      count(`${request.method} media`);
      const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
      const { authorization, range } = request.headers;
      return mediaReply(world, url, { authorization, range });
    },
    now,
  );
  let answer: (request: IncomingMessage) => Promise<Reply>;
  const api = await listen(options.port ?? 0, (request) => answer(request), now).catch(async (error) => {
    await media.close();
    throw error;
  });
  const tokenMs = (options.mediaTokenSeconds ?? DEFAULT_MEDIA_TOKEN_SECONDS) * 1000;
  const portal: Portal = {
    world,
    pageSize,
    searchLagSeconds: options.searchLagSeconds ?? 0,
    searchDisorder: options.searchDisorder ?? 0,
    timeZone,
    demanded: options.demanded ?? {},
    mostPerLabel: options.mostPerLabel ?? Number.POSITIVE_INFINITY,
    channelId: options.channelId ?? '1002',
    areSendersHidden: options.areSendersHidden ?? false,
    missing: new Set(options.missingScopes ?? []),
    url: api.url,
    mediaUrl: (fileId) => `${media.url}${signedMediaPath(world, fileId, now() + tokenMs)}`,
  };
  const keyring = createKeyring({
    kind: options.keyring ?? 'token',
    origin: api.url,
    now,
    tokenSeconds: options.accessTokenSeconds ?? Number.POSITIVE_INFINITY,
    secret: (number) =>
      `pat-eu1-simulated-${drawHex(32, world.seed, TOKEN, ...(number > 0 ? [number] : []))}`,
    refreshToken: `refresh-simulated-${drawHex(32, world.seed, REFRESH_TOKEN)}`,
  });
  const movingRequests = options.movingRequests ?? 0;
  answer = createApi(portal, { endpoints: hubspotEndpoints, keyring, count, limiter, movingRequests });
  return {
    system: 'hubspot',
    url: api.url,
    connection: keyring.connection,
    grant: keyring.grant,
    externalSyncUnitIds: unitIds(world),
    lifecycle: lifecycleOf(world),
    calls: () => new Map(counts),
    applyChanges: (changes) => applyChanges(world, changes),
    applyDrift: (seed) => applyDrift(world, seed),
    truth: (unitId) => truthOf(world, unitId),
    written: () => writtenObjects(world),
    limitNames: hubspotLimits,
    refusals: limiter.refusals,
    latencyMs: hubspotLatencyMs,
    leastWork: () =>
      leastWorkOf(world, { pageSize, limits: hubspotLimits.find((name) => name === options.limits) }),
    async close() {
      await Promise.all([api.close(), media.close()]);
    },
  };
}
