import { createHash } from 'node:crypto';
import type { Loader, LoaderContext, LoadItem, Written } from '../connector/loader.js';
import {
  AuthenticationError,
  ConfigurationError,
  ConnectorError,
  NotFoundError,
  PlatformError,
  RateLimitedError,
  RecordError,
  RetryableError,
} from '../errors.js';
import { isJsonObject } from '../json-value.js';
import type { MapperRecord } from '../platform/mapper-records.js';
import { DeadlineReached } from '../runtime/deadline.js';
import type { Invocation } from '../runtime/invocation.js';
import {
  type AgreedValues,
  agreedAfter,
  agreedValues,
  fieldChanges,
  overruledFields,
} from './field-changes.js';
import type { LoadOutcome } from './load-counts.js';
import { fieldNotLoaded, itemFailed } from './load-lines.js';

/** Attempts to make an object whose outcome nobody knows; each one is preceded by looking for it. */
const createAttempts = 3;

/** Something that is made once: a record or a file. */
export interface Creation {
  isDoubtful: boolean;
  /** A moment before the first attempt, RFC 3339. */
  since: string;
  settleSeconds: number;
  find: (since: string) => Promise<Written | undefined>;
  create: () => Promise<Written>;
}

/** The mark that an object gets when it is made: the same for the same object of DevRev in the same sync. */
export function markOf(syncUnit: string, devrevId: string): string {
  return createHash('sha256').update(`${syncUnit}\n${devrevId}`).digest('hex').slice(0, 24);
}

/**
 * Makes an object that must exist once. Whenever it may have been made already it is looked for first: after a crash,
 * and after a call whose outcome nobody knows.
 */
export async function createOnce(invocation: Invocation, creation: Creation): Promise<Written> {
  const { clock, deadline } = invocation;
  let isDoubtful = creation.isDoubtful;
  for (let attempt = 1; ; attempt += 1) {
    if (isDoubtful) {
      const found = await creation.find(creation.since);
      if (found) return found;
    }
    try {
      return await creation.create();
    } catch (error) {
      // A refusal is an answer: nothing was made.
      const isUnknown = error instanceof RetryableError && !isRefusal(error);
      if (!isUnknown || attempt === createAttempts) throw error;
      isDoubtful = true;
      const settleMs = creation.settleSeconds * 1000;
      if (settleMs >= deadline.remainingMs()) throw error;
      await clock.sleep(settleMs, deadline.signal);
    }
  }
}

function isRefusal(error: RetryableError): boolean {
  return error instanceof RateLimitedError && !error.isOutage;
}

/** Creates or updates one item and keeps the link; an item that cannot be written is named and counted. */
export async function writeItem(
  invocation: Invocation,
  loader: Loader<unknown>,
  context: LoaderContext<unknown>,
  item: LoadItem<object>,
  { isDoubtful, since }: { isDoubtful: boolean; since: string },
): Promise<LoadOutcome> {
  const { platform } = invocation;
  try {
    const link = await platform.findLink(item.devrevId);
    const id = link?.externalIds[0];
    if (link && id !== undefined) return await updateItem(invocation, loader, context, item, { link, id });
    const key = markOf(invocation.unit.id, item.devrevId);
    const written = await createOnce(invocation, {
      isDoubtful,
      since,
      settleSeconds: loader.settleSeconds,
      find: (from) =>
        loader.find({
          ...context,
          item,
          key,
          since: from,
          isTaken: (external) => platform.isLinked(external, item.devrevId),
        }),
      create: () => loader.create({ ...context, item, key }),
    });
    await platform.createLink({
      devrevId: item.devrevId,
      externalId: written.id,
      modifiedDate: written.modifiedDate,
      extraData: extraDataOf(agreedValues(item.data, Object.keys(written.refused ?? {})), written),
    });
    noteRefused(invocation, item, written);
    return 'created';
  } catch (error) {
    if (concernsAll(error, invocation)) throw error;
    return itemFailed(invocation, item, error);
  }
}

async function updateItem(
  invocation: Invocation,
  loader: Loader<unknown>,
  context: LoaderContext<unknown>,
  item: LoadItem<object>,
  { link, id }: { link: MapperRecord; id: string },
): Promise<LoadOutcome> {
  const { update } = loader;
  if (!update) return 'skipped';
  const external = await update.read({ ...context, item, id });
  if (!external) {
    throw new NotFoundError(
      `It was written to ${invocation.connector.systemName} before as ${id} and is gone there. Restore it, or leave it to DevRev.`,
    );
  }
  const { agreed, version } = keptWith(link);
  const sides = { devrev: item, external, agreed };
  const changes = fieldChanges(sides);
  noteOverruled(invocation, item, overruledFields(sides));
  if (Object.keys(changes).length === 0) return 'skipped';
  const written = await update.write({ ...context, item, id, changes });
  await invocation.platform.updateLink(link, {
    devrevId: item.devrevId,
    externalId: written.id,
    // What others have changed since our last write has to come with the next forward sync: the version is not ours alone.
    modifiedDate: isSameTime(external.modifiedDate, version) ? written.modifiedDate : undefined,
    extraData: extraDataOf(agreedAfter(sides, changes, Object.keys(written.refused ?? {})), written),
  });
  noteRefused(invocation, item, written);
  const isWritten = Object.keys(changes).some((field) => !Object.hasOwn(written.refused ?? {}, field));
  return isWritten ? 'updated' : 'skipped';
}

function noteRefused(invocation: Invocation, item: LoadItem<object>, { refused = {} }: Written): void {
  for (const [field, reason] of Object.entries(refused))
    fieldNotLoaded(invocation, item, { field, code: 'field_refused', reason });
}

/** The next forward sync takes the value of the external system over into DevRev, where somebody may miss theirs. */
function noteOverruled(invocation: Invocation, item: LoadItem<object>, fields: readonly string[]): void {
  for (const field of fields) {
    const reason = `The object was changed in ${invocation.connector.systemName} after it was in DevRev: ${field} keeps the later value.`;
    fieldNotLoaded(invocation, item, { field, code: 'changed_later_outside', reason });
  }
}

/** What stops the phase, because the next item would meet it too; everything else is about this item. */
export function concernsAll(error: unknown, { deadline }: Invocation): boolean {
  if (error instanceof RecordError) return false;
  return (
    deadline.signal.aborted ||
    error instanceof DeadlineReached ||
    error instanceof RetryableError ||
    error instanceof PlatformError ||
    error instanceof AuthenticationError ||
    error instanceof ConfigurationError ||
    !ConnectorError.isInstance(error)
  );
}

/** Kept with a link by this runtime; other texts are left to whoever wrote them. */
interface ExtraData {
  agreed: AgreedValues;
  /** Last change of the external object as our last write left it. */
  version?: string | undefined;
}

function extraDataOf(agreed: AgreedValues, { modifiedDate }: Written): string {
  return JSON.stringify({ agreed, version: modifiedDate } satisfies ExtraData);
}

function keptWith({ extraData }: MapperRecord): ExtraData {
  try {
    const parsed: unknown = JSON.parse(extraData ?? '{}');
    if (!isJsonObject(parsed)) return { agreed: {} };
    const agreed = isJsonObject(parsed.agreed) ? parsed.agreed : {};
    return {
      agreed: Object.fromEntries(Object.entries(agreed).map(([field, value]) => [field, String(value)])),
      ...(typeof parsed.version === 'string' && { version: parsed.version }),
    };
  } catch {
    return { agreed: {} };
  }
}

function isSameTime(left: string, right: string | undefined): boolean {
  return right !== undefined && Date.parse(left) === Date.parse(right);
}
