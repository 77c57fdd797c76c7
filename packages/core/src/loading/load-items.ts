import type { LoaderContext, LoadItem } from '../connector/loader.js';
import { RecordError } from '../errors.js';
import { isJsonObject } from '../json-value.js';
import type { DynamicValue } from '../metadata/item.js';
import type { Invocation } from '../runtime/invocation.js';

/** One line of a file of records: `{id: {devrev, external?}, created_date, modified_date, data}`. */
export function itemOf(record: unknown, itemType: string): LoadItem<object> {
  const { id, created_date: createdDate, modified_date: modifiedDate, data } = objectOf(record);
  const devrevId = objectOf(id).devrev;
  if (typeof devrevId !== 'string' || devrevId === '' || !isJsonObject(data)) {
    throw new RecordError(
      'An item to load has no DevRev id or no data. Report this with the log of the run.',
      {
        code: 'item_invalid',
      },
    );
  }
  return {
    devrevId,
    itemType,
    createdDate: textOf(createdDate),
    modifiedDate: textOf(modifiedDate),
    data: data as Readonly<Record<string, DynamicValue | undefined>>,
  };
}

/** Look-ups of one invocation; a link that was found stays. */
export function loaderContext(invocation: Invocation): LoaderContext<unknown> {
  const known = new Map<string, Promise<string | undefined>>();
  const lookUp = async (devrevId: string) => {
    const link = await invocation.platform.findLink(devrevId);
    const id = link?.externalIds[0];
    if (id === undefined) known.delete(devrevId);
    return id;
  };
  return {
    client: invocation.client(),
    options: invocation.options(),
    externalSyncUnit: invocation.unit,
    externalIdOf(devrevId) {
      const looking = known.get(devrevId) ?? lookUp(devrevId);
      known.set(devrevId, looking);
      return looking;
    },
  };
}

export function objectOf(value: unknown): Record<string, unknown> {
  return isJsonObject(value) ? value : {};
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
