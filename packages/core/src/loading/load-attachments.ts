import type { LoadFile } from '../connector/loader.js';
import { ContractViolation, RecordError } from '../errors.js';
import type { PhaseOutcome } from '../phases/phase-outcome.js';
import type { Invocation } from '../runtime/invocation.js';
import type { StateStore } from '../state/state-store.js';
import type { LoadCounts } from './load-counts.js';
import { beginLoading, listedFileType, loadFiles } from './load-data.js';
import { loaderContext, objectOf, textOf } from './load-items.js';
import { itemFailed, type LineLoader, type LoadLine } from './load-lines.js';
import { concernsAll, createOnce, markOf } from './write-item.js';

/** The platform lists files under the singular and wants the plural in reports (devrev/adaas-sdk PR 225). */
const reportedItemType = 'attachments';

/** Writes files that people have added in DevRev; one that is there already is left as it is. */
export async function loadAttachments(
  invocation: Invocation,
  store: StateStore,
  counts: LoadCounts,
): Promise<PhaseOutcome> {
  const { fileLoader } = invocation.connector;
  await beginLoading(invocation, store, (itemType) =>
    itemType === listedFileType && fileLoader ? 0 : undefined,
  );
  if (!fileLoader) return 'done';
  const context = loaderContext(invocation);
  const loader: LineLoader = {
    settleSeconds: fileLoader.settleSeconds ?? 0,
    itemTypeOf: () => reportedItemType,
    orderOf: (record) => textOf(objectOf(record).parent_reference_id),
    load: (line) => loadFile(line),
  };
  return loadFiles(invocation, store, counts, () => loader);

  async function loadFile({ record, isDoubtful, since }: LoadLine) {
    if (!fileLoader) throw new ContractViolation('There is nothing that files could be loaded with.');
    const { platform } = invocation;
    const line = objectOf(record);
    const devrevId = textOf(line.reference_id);
    try {
      if (await platform.findLink(devrevId)) return 'skipped';
      const file = await fileOf(line, context.externalIdOf);
      const key = markOf(invocation.unit.id, devrevId);
      const open = () => platform.openFile(textOf(line.url));
      const written = await createOnce(invocation, {
        isDoubtful,
        since,
        settleSeconds: fileLoader.settleSeconds ?? 0,
        find: (from) =>
          fileLoader.find({
            ...context,
            file,
            key,
            since: from,
            isTaken: (id) => platform.isLinked(id, devrevId),
          }),
        create: () => fileLoader.create({ ...context, file, key, open }),
      });
      await platform.createLink({ devrevId, externalId: written.id, modifiedDate: written.modifiedDate });
      return 'created';
    } catch (error) {
      if (concernsAll(error, invocation)) throw error;
      return itemFailed(invocation, { itemType: reportedItemType, devrevId }, error);
    }
  }
}

/** @throws RecordError when the object it hangs on is not in the external system */
async function fileOf(
  line: Readonly<Record<string, unknown>>,
  externalIdOf: (devrevId: string) => Promise<string | undefined>,
): Promise<LoadFile> {
  const parentReference = textOf(line.parent_reference_id);
  const parentId = textOf(line.parent_id) || (await externalIdOf(parentReference)) || '';
  if (parentId === '') {
    throw new RecordError(
      `The file hangs on ${parentReference || 'an object without an id'}, which is not in the external system. It is loaded with that object.`,
      { code: 'parent_not_loaded' },
    );
  }
  return {
    devrevId: textOf(line.reference_id),
    fileName: textOf(line.file_name),
    contentType: textOf(line.file_type) || 'application/octet-stream',
    bytes: Number(line.file_size) || 0,
    parentId,
    parentType: textOf(line.parent_type),
    createdDate: textOf(line.created_date),
    ...(textOf(line.grand_parent_id) !== '' && { grandParentId: textOf(line.grand_parent_id) }),
  };
}
