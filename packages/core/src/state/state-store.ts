import { ContractViolation } from '../errors.js';
import { isJsonObject } from '../json-value.js';
import type { PlatformPort } from '../platform/platform-port.js';
import { limits } from '../protocol/limits.js';
import { parseState, serializeState } from './state-document.js';
import { initialState, type SyncState } from './sync-state.js';

/** The state of one sync unit, in memory for one invocation and durable on the platform. */
export interface StateStore {
  readonly state: SyncState;
  /** False only for item types the user switched off. */
  shouldExtract(itemType: string): boolean;
  /** @throws ContractViolation naming what grew when the document is too large; PlatformError when saving fails. */
  save(): Promise<void>;
}

/**
 * Reads the state, or creates and saves it when there is none, so that a broken address shows at once.
 * @throws PlatformError when it cannot be read or parsed.
 */
export async function openState(platform: PlatformPort): Promise<StateStore> {
  const { state: document, objects } = await platform.readState();
  const state = document === undefined ? initialState() : parseState(document);
  const switchedOff = parseScope(objects);
  const store: StateStore = {
    state,
    shouldExtract: (itemType) => !switchedOff.has(itemType),
    async save() {
      const serialized = serializeState(state, platform.stateForm);
      const bytes = Buffer.byteLength(serialized);
      if (bytes >= limits.stateMaxBytes) throw tooLarge(bytes, state);
      await platform.writeState(serialized);
    },
  };
  if (document === undefined) await store.save();
  return store;
}

/** An unreadable selection means no selection: extracting more is safe. */
function parseScope(objects: string | undefined): Set<string> {
  try {
    const parsed: unknown = JSON.parse(objects ?? '{}');
    if (!isJsonObject(parsed)) return new Set();
    const off = Object.entries(parsed).filter(
      ([, choice]) => isJsonObject(choice) && choice.extract === false,
    );
    return new Set(off.map(([itemType]) => itemType));
  } catch {
    return new Set();
  }
}

function tooLarge(bytes: number, state: SyncState): ContractViolation {
  const parts = Object.entries({ ...state, ...prefixed(state.streams) })
    .map(([name, part]) => ({ name, bytes: Buffer.byteLength(JSON.stringify(part) ?? '') }))
    .filter(({ name }) => name !== 'streams')
    .sort((a, b) => b.bytes - a.bytes);
  const largest = parts[0];
  return new ContractViolation(
    `The sync state has grown to ${bytes} bytes; the limit is ${limits.stateMaxBytes}. The largest part is ` +
      `"${largest?.name}" with ${largest?.bytes} bytes. Report this with the log of the run.`,
    { code: 'state_too_large' },
  );
}

function prefixed(streams: SyncState['streams']): Record<string, unknown> {
  return Object.fromEntries(Object.entries(streams).map(([name, progress]) => [`stream ${name}`, progress]));
}
