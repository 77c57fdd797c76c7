import { ConfigurationError, PlatformError } from '../errors.js';
import { isJsonObject } from '../json-value.js';
import { coreSchema, sdkStateSchema } from './state-schema.js';
import { initialState, type SyncState } from './sync-state.js';

/**
 * The state document of one sync unit and direction. Written as the envelope of the official SDK's second major
 * version (`connectorState` / `sdkState`), or in the flat form of its first, where core's part lies beside the SDK's
 * under one key; read in both. Keys of the official SDK keep their names so that any runtime can go on where another
 * stopped.
 * Source: devrev/adaas-sdk v1.20 `src/state/state.interfaces.ts` and its v2 branch.
 */
export type StateForm = 'envelope' | 'flat';

/** Core's part of the flat form; a name that no connector has given a key of its own. */
const flatCoreKey = 'airdropConnectorsCore';

/** Version of what core keeps under `sdkState.core`; raise it together with a migration. */
export const coreStateVersion = 1;

/** Keys of the official SDK in its flat form, which knows nothing of ours. */
const sdkStateKeys = new Set(Object.keys(sdkStateSchema.shape).filter((key) => key !== 'core'));

/**
 * Reads a state document of any known age.
 * @throws PlatformError when the text is no JSON object or a field has the wrong type: guessing would lose data.
 * @throws ConfigurationError when a newer version of the connector wrote it.
 */
export function parseState(document: string): SyncState {
  const root = parseObject(document);
  const isEnvelope = 'connectorState' in root && 'sdkState' in root;
  if (!isEnvelope && ('connectorState' in root || 'sdkState' in root)) {
    throw unreadable('the envelope has only one of connectorState and sdkState');
  }
  const { connectorState, sdkState } = isEnvelope ? fromEnvelope(root) : splitFlat(root);
  const parsed = sdkStateSchema.safeParse(sdkState);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw unreadable(`sdkState.${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`);
  }
  const { core, toDevRev, fromDevRev, ...sdk } = parsed.data;
  if (core && core.version > coreStateVersion) {
    throw new ConfigurationError(
      `The saved sync state has version ${core.version}, this connector reads up to ${coreStateVersion}. ` +
        'A newer version of the connector wrote it: upgrade this snap-in to that version or newer.',
      { code: 'state_from_newer_version' },
    );
  }
  const loadFiles = fromDevRev?.filesToLoad ?? [];
  // Without files it says nothing, and whoever wrote it finds it as it was.
  const isKnown = (key: string) =>
    key in sdkStateSchema.shape && !(key === 'fromDevRev' && loadFiles.length === 0);
  const { version: _, ...ownState } = core ?? { version: coreStateVersion };
  return {
    ...initialState(),
    ...sdk,
    ...(ownState as Partial<SyncState>),
    attachments: {
      artifactIds: toDevRev?.attachmentsMetadata?.artifactIds ?? [],
      processed: toDevRev?.attachmentsMetadata?.lastProcessedAttachmentsIdsList ?? [],
    },
    loadFiles,
    unknown: {
      connectorState,
      sdkState: Object.fromEntries(Object.entries(sdkState).filter(([key]) => !isKnown(key))),
    },
  };
}

/** The document to store; the counterpart of {@link parseState}. */
export function serializeState(state: SyncState, form: StateForm = 'envelope'): string {
  const { attachments, loadFiles, unknown, ...rest } = state;
  const sdk = pick(rest, sdkKeys);
  const core = { version: coreStateVersion, ...pick(rest, coreKeys) };
  const sdkState = {
    ...unknown.sdkState,
    ...sdk,
    toDevRev: {
      attachmentsMetadata: {
        artifactIds: attachments.artifactIds,
        lastProcessed: 0,
        lastProcessedAttachmentsIdsList: attachments.processed,
      },
    },
    ...(loadFiles.length > 0 && { fromDevRev: { filesToLoad: loadFiles } }),
  };
  return JSON.stringify(
    form === 'flat'
      ? { ...unknown.connectorState, ...sdkState, [flatCoreKey]: core }
      : { connectorState: unknown.connectorState, sdkState: { ...sdkState, core } },
  );
}

const coreKeys = Object.keys(coreSchema.shape).filter((key) => key !== 'version');
const sdkKeys = Object.keys(sdkStateSchema.shape).filter(
  (key) => !['core', 'toDevRev', 'fromDevRev'].includes(key),
);

function pick(source: object, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(source).filter(([key]) => keys.includes(key)));
}

function parseObject(document: string): Record<string, unknown> {
  let root: unknown;
  try {
    root = JSON.parse(document);
  } catch {
    throw unreadable('it is not JSON');
  }
  if (!isJsonObject(root)) throw unreadable('it is not a JSON object');
  return root;
}

function fromEnvelope(root: Record<string, unknown>) {
  const { connectorState, sdkState } = root;
  if (!isJsonObject(connectorState) || !isJsonObject(sdkState)) {
    throw unreadable('connectorState and sdkState must be objects');
  }
  return { connectorState, sdkState };
}

function splitFlat({ [flatCoreKey]: core, ...rest }: Record<string, unknown>) {
  const entries = Object.entries(rest);
  const sdkState = Object.fromEntries(entries.filter(([key]) => sdkStateKeys.has(key)));
  return {
    connectorState: Object.fromEntries(entries.filter(([key]) => !sdkStateKeys.has(key))),
    sdkState: core === undefined ? sdkState : { ...sdkState, core },
  };
}

function unreadable(reason: string): PlatformError {
  return new PlatformError(
    `Failed to init state: the saved sync state cannot be read (${reason}). Nothing was extracted and the state was ` +
      'left as it is; restore it, or delete this sync and import again to start afresh.',
    { code: 'state_unreadable' },
  );
}
