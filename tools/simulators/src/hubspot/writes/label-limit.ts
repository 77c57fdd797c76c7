import { failure } from '../http/failure.js';
import type { Portal } from '../portal.js';
import { associatedWith } from '../world/associations.js';
import { associationLabels } from '../world/catalogue.js';
import type { KindName } from '../world/kinds.js';
import type { Row } from '../world/model.js';
import type { Link } from '../world/writes.js';

/**
 * Administrators limit how many records one record may have under a label of their own; one that has it already takes
 * no further place. https://developers.hubspot.com/docs/guides/api/crm/associations/associations-v4
 * @param row undefined for a record that is not made yet
 */
export function refuseBeyondLabelLimit(
  { world, mostPerLabel }: Portal,
  from: KindName,
  row: Row | undefined,
  links: readonly Link[],
): void {
  for (const { to } of links)
    for (const { typeId, label } of associationLabels[`${from} ${to}`] ?? []) {
      const added = links.filter((link) => link.to === to && link.labels.includes(typeId));
      if (added.length === 0) continue;
      const present = row === undefined ? [] : associatedWith(world, row, to);
      const labelled = present.filter(({ types }) => types.some((type) => type.typeId === typeId));
      const indexes = new Set([...labelled, ...added].map(({ index }) => index));
      if (indexes.size > mostPerLabel)
        throw failure(400, `The association label ${label} (${typeId}) is limited to ${mostPerLabel} ${to}`);
    }
}
