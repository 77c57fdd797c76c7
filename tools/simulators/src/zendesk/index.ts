import type { IncomingMessage } from 'node:http';
import { listen } from '../http/listener.js';
import type { Reply } from '../http/reply.js';
import { drawHex, salt } from '../random/draw.js';
import type { Simulator, SimulatorOptions } from '../simulator.js';
import type { Account } from './account.js';
import { zendeskEndpoints } from './endpoints/all.js';
import { createApi } from './http/api.js';
import type { Feature } from './http/endpoint.js';
import { createKeyring, type KeyringKind } from './http/keyring.js';
import { mediaReply, signedMediaPath } from './http/media-origin.js';
import { createLimiter } from './limits/limiter.js';
import { zendeskLimits } from './limits/plans.js';
import { zendeskLatencyMs } from './pace/latency.js';
import { leastWorkOf } from './pace/least-work.js';
import { applyChanges } from './world/changes.js';
import { applyDrift } from './world/drift.js';
import { firstTicket } from './world/first-ticket.js';
import { writtenObjects } from './world/ledger.js';
import type { Oddity } from './world/oddities.js';
import { truthOf, unitIds } from './world/truth.js';
import { createWorld } from './world/world.js';

/** Settings only the Zendesk simulator has. */
export interface ZendeskSimulatorOptions extends SimulatorOptions {
  /** Exports hide rows younger than this; the real ones hide a minute, which a test of increments would wait for. */
  exportLagSeconds?: number;
  /** How long the position of an export stays good; how long the real one does is not documented. */
  cursorSeconds?: number;
  /** How long the signed address of a file stays good. */
  mediaTokenSeconds?: number;
  /** Kind of credential the connection holds; an API token when not given. */
  keyring?: KeyringKind;
  /** False: the credential is that of an agent, who may not export. */
  isAdmin?: boolean;
  /** How many brands have a Help Center, each on an origin of its own: 0 to 2, one when not given. */
  helpCenters?: number;
  /** Exports of the Help Center end with the address of their last page instead of with none. */
  repeatsLastPage?: boolean;
  /** Parts of plans and add-ons the account does not have; it has all when not given. */
  lacking?: readonly Feature[];
  /** What happens in some accounts only; nothing of it when not given. */
  oddities?: readonly Oddity[];
  /** What a person granted to the credential; `read` and `write` cover everything and are what it has when not given. */
  scopes?: readonly string[];
  /** The account was suspended by Zendesk. */
  isSuspended?: boolean;
}

const DAY_SECONDS = 86_400;
const DEFAULT_CURSOR_SECONDS = 7 * DAY_SECONDS;
const DEFAULT_MEDIA_TOKEN_SECONDS = 60;
const TOKEN = salt('api token');

/**
 * Starts a Zendesk account with a seeded world: the API on one origin, downloads on a second one. Rejects with a
 * sentence when an option is out of range or the port is taken.
 */
export async function createSimulator(options: ZendeskSimulatorOptions): Promise<Simulator> {
  const now = options.now ?? Date.now;
  const pageSize = options.pageSize ?? Number.POSITIVE_INFINITY;
  if (!(pageSize >= 1))
    throw new Error(
      `A page of a simulated list holds at least 1 entry, not ${pageSize}. Choose another pageSize.`,
    );
  const limiter = createLimiter(options.limits, now);
  const world = createWorld({
    seed: options.seed,
    size: options.size,
    now,
    attachmentShare: options.attachmentShare,
    commentsPerTicket: options.childrenPerRoot,
    first: firstTicket(options),
    helpCenters: options.helpCenters ?? 1,
    oddities: options.oddities ?? [],
  });
  const counts = new Map<string, number>();
  const count = (endpoint: string) => counts.set(endpoint, (counts.get(endpoint) ?? 0) + 1);
  const media = await listen(
    0,
    async (request) => {
      count(`${request.method} media`);
      const url = new URL(request.url ?? '/', 'http://media.invalid');
      return mediaReply(world, url, request.headers);
    },
    now,
  );
  let answer: (request: IncomingMessage) => Promise<Reply>;
  const api = await listen(options.port ?? 0, (request) => answer(request), now).catch(async (error) => {
    await media.close();
    throw error;
  });
  let answerOther: (request: IncomingMessage) => Promise<Reply>;
  const other = await listen(0, (request) => answerOther(request), now);
  const [brand, otherBrand] = world.catalogue.brands;
  const tokenMs = (options.mediaTokenSeconds ?? DEFAULT_MEDIA_TOKEN_SECONDS) * 1000;
  const { admin, agents } = world.people;
  const account: Account = {
    world,
    caller: (options.isAdmin === false ? agents[1] : undefined) ?? admin,
    pageSize,
    exportLagSeconds: options.exportLagSeconds ?? 0,
    cursorSeconds: options.cursorSeconds ?? DEFAULT_CURSOR_SECONDS,
    url: api.url,
    brandUrl: () => other.url,
    helpCenterBrandId: brand?.id ?? 0,
    repeatsLastPage: options.repeatsLastPage ?? false,
    mediaUrl: (token) => `${media.url}${signedMediaPath(world, token, now() + tokenMs)}`,
  };
  const keyring = createKeyring({
    kind: options.keyring ?? 'token',
    origin: api.url,
    email: world.people.admin.email ?? '',
    secret: `simulated-${drawHex(32, world.seed, TOKEN)}`,
  });
  const settings = {
    endpoints: zendeskEndpoints,
    keyring,
    isAdmin: options.isAdmin ?? true,
    lacking: options.lacking ?? [],
    scopes: options.scopes ?? ['read', 'write'],
    isSuspended: options.isSuspended ?? false,
    count,
    limiter,
  };
  answer = createApi(account, settings);
  // The same account under the name of another brand, whose Help Center lies there.
  answerOther = createApi({ ...account, url: other.url, helpCenterBrandId: otherBrand?.id ?? 0 }, settings);
  return {
    system: 'zendesk',
    url: api.url,
    connection: keyring.connection,
    externalSyncUnitIds: unitIds(world),
    calls: () => new Map(counts),
    applyChanges: (changes) => applyChanges(world, changes),
    applyDrift: (seed) => applyDrift(world, seed),
    truth: (unitId) => truthOf(world, unitId, settings.lacking),
    written: () => writtenObjects(world),
    limitNames: zendeskLimits,
    refusals: limiter.refusals,
    latencyMs: zendeskLatencyMs,
    leastWork: () =>
      leastWorkOf(world, { pageSize, limits: zendeskLimits.find((name) => name === options.limits) }),
    async close() {
      await Promise.all([api.close(), media.close(), other.close()]);
    },
  };
}
