import type { WrittenObject } from '@airdrop-connectors/simulators';
import type { ArtifactStore } from '../platform/artifact-store.js';
import type { MapperRecord } from '../platform/mapper-store.js';
import type { OracleVerdict } from '../sync-run/oracle.js';
import type { HandedOut } from './hand-out.js';

const examplesPerKind = 5;

/**
 * Compares what was handed out with what was made in the external system.
 *
 * Missing: something new that is linked with nothing there, unless the connector has named it as not written, or that is
 * linked with something that was not made, or whose file has other bytes. Duplicated: something made there that
 * nothing is linked with.
 */
export function compareWritten(
  handedOut: readonly HandedOut[],
  links: readonly MapperRecord[],
  written: Iterable<WrittenObject>,
  named: ReadonlySet<string>,
  artifacts: ArtifactStore,
): OracleVerdict {
  const made = new Map([...written].filter(({ isNew }) => isNew).map((object) => [object.id, object]));
  const idOf = new Map(
    links.flatMap(({ targets, external_ids: [id = ''] }) => targets.map((target) => [target, id])),
  );
  const missing: string[] = [];
  for (const { devrevId, itemType, isNew } of handedOut) {
    if (!isNew || named.has(devrevId)) continue;
    const id = idOf.get(devrevId);
    const object = made.get(id ?? '');
    const content = artifacts.find(devrevId)?.uploaded;
    if (id === undefined) missing.push(`${itemType} ${devrevId} was not written.`);
    else if (object === undefined)
      missing.push(`${itemType} ${devrevId} is linked with ${id}, which was not made.`);
    else if (content !== undefined && object.file?.sha256 !== content.sha256)
      missing.push(`${itemType} ${devrevId} has other bytes as ${id}.`);
  }
  const linked = new Set(links.flatMap(({ external_ids: ids }) => ids));
  const duplicated = [...made.values()]
    .filter(({ id }) => !linked.has(id))
    .map(({ kind, id }) => `${kind} ${id} was made, but no object of DevRev is linked with it.`);
  return {
    missing: missing.length,
    duplicated: duplicated.length,
    examples: [...missing.slice(0, examplesPerKind), ...duplicated.slice(0, examplesPerKind)],
  };
}
