import { createArtifactWriter } from '../artifacts/artifact-writer.js';
import { ContractViolation } from '../errors.js';
import type { ArtifactDescriptor } from '../protocol/reply.js';
import type { Invocation } from '../runtime/invocation.js';

/**
 * Lists what can be synced. There is no sync yet, so there is no state, and the artifact is not confirmed.
 * Source: devrev/adaas-sdk v1.20 `src/multithreading/worker-adapter/worker-adapter.ts` (batch size, no confirm).
 */
export async function extractExternalSyncUnits(invocation: Invocation): Promise<ArtifactDescriptor[]> {
  const { connector, platform, clock, log } = invocation;
  const writer = createArtifactWriter({ platform, clock, batchItems: 25_000, confirm: false });
  const seen = new Set<string>();
  for await (const units of connector.externalSyncUnits({ client: invocation.client() })) {
    for (const unit of units) {
      if (unit.id === '') throw new ContractViolation('An external sync unit was listed without an id.');
      if (seen.has(unit.id))
        throw new ContractViolation(`The external sync unit "${unit.id}" was listed twice.`);
      seen.add(unit.id);
      const line = JSON.stringify({
        id: unit.id,
        name: unit.name,
        description: unit.description,
        item_count: unit.itemCount,
        item_type: unit.itemType,
      });
      await writer.add({ itemType: 'external_sync_units', line });
    }
  }
  await writer.flush();
  log.info('external sync units listed', { units: seen.size });
  return writer.takeConfirmed();
}
