import type { LoaderContext, LoadItem } from '../connector/loader.js';
import { RecordError } from '../errors.js';
import { isJsonObject } from '../json-value.js';
import type { DynamicValue } from '../metadata/item.js';
import type { Invocation } from '../runtime/invocation.js';
import { inExtractedForm, referencesIn } from './item-values.js';
import { fieldNotLoaded } from './load-lines.js';

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

/**
 * The item with its values as an extraction would deliver them. A reference to something that is not in the external
 * system is left out by name, like a field that cannot be delivered.
 * @param mayWait what it refers to may be made meanwhile
 * @returns undefined when it should wait for that
 */
export async function readableItem(
  invocation: Pick<Invocation, 'log'>,
  { externalIdOf }: Pick<LoaderContext<unknown>, 'externalIdOf'>,
  item: LoadItem<object>,
  mayWait: boolean,
): Promise<LoadItem<object> | undefined> {
  const ids = new Map<string, string | undefined>();
  await Promise.all(
    referencesIn(item.data).map(async (devrevId) => void ids.set(devrevId, await externalIdOf(devrevId))),
  );
  const { data, unknown } = inExtractedForm(item.data, (devrevId) => ids.get(devrevId));
  if (mayWait && unknown.some(({ isMention }) => !isMention)) return undefined;
  for (const { field, devrevId, isMention } of unknown) {
    const what = isMention ? 'It is shown by its name' : 'The field was left out';
    const reason = `${field} refers to ${devrevId}, which is not in the external system. ${what}.`;
    fieldNotLoaded(invocation, item, { field, code: 'reference_not_synced', reason });
  }
  return { ...item, data };
}

/** The same without asking anybody, good enough to tell which items belong together. */
export function roughItem(item: LoadItem<object>): LoadItem<object> {
  return { ...item, data: inExtractedForm(item.data, (devrevId) => devrevId).data };
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
