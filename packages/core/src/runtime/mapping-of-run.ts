import { createHash } from 'node:crypto';
import type { InitialDomainMapping } from '../mapping/mapping-document.js';
import type { SyncState } from '../state/sync-state.js';
import type { Invocation } from './invocation.js';

/** Installs the mapping once per version of the snap-in, and again when another choice of options maps something else. */
export async function installMappingOnce(
  { connector, event, options, platform, log }: Invocation,
  state: SyncState,
): Promise<void> {
  const { initialDomainMapping } = connector;
  const mapping =
    typeof initialDomainMapping === 'function' ? initialDomainMapping(options()) : initialDomainMapping;
  const fingerprint = fingerprintOf(mapping);
  const isNewVersion = state.snapInVersionId === '' || state.snapInVersionId !== event.snapInVersionId;
  // A state that is older than fingerprints says nothing about what was chosen then.
  const isOther = state.mappingFingerprint !== '' && state.mappingFingerprint !== fingerprint;
  if (isNewVersion || isOther) {
    await platform.installMapping(mapping);
    log.info('initial domain mapping installed');
  }
  state.snapInVersionId = event.snapInVersionId;
  state.mappingFingerprint = fingerprint;
}

function fingerprintOf(mapping: InitialDomainMapping): string {
  return createHash('sha256').update(JSON.stringify(mapping)).digest('base64url').slice(0, 22);
}
