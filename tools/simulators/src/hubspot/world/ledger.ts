import type { WrittenObject } from '../../simulator.js';
import { fileAt, fileSha256 } from './files.js';
import type { KindName } from './kinds.js';
import type { World } from './model.js';

/** What the truth calls records of a type. */
export const truthKinds: Readonly<Record<KindName, string>> = {
  companies: 'company',
  contacts: 'contact',
  deals: 'deal',
  tickets: 'ticket',
  products: 'product',
  line_items: 'line_item',
  machines: 'machine',
  notes: 'note',
  emails: 'email',
  calls: 'call',
  meetings: 'meeting',
  tasks: 'task',
  communications: 'communication',
};

/** Notes that something was made or changed over the API. */
export function note({ ledger }: World, kind: string, id: string, { isNew }: { isNew: boolean }): void {
  const key = `${kind} ${id}`;
  const known = ledger.get(key);
  if (known === undefined) ledger.set(key, { kind, id, isNew, writes: 1 });
  else known.writes++;
}

/**
 * A new record, which counts as the files it brings where it brings some: nobody can attach a file without one.
 * @param files ids, as `hs_attachment_ids` has them
 */
export function noteMade(world: World, kind: KindName, id: string, files: readonly string[]): void {
  if (files.length === 0) note(world, truthKinds[kind], id, { isNew: true });
  for (const file of files) note(world, 'attachment', `${id}-${file}`, { isNew: true });
}

/** Everything that was made or changed over the API, each once. */
export function* writtenObjects(world: World): Generator<WrittenObject> {
  for (const entry of world.ledger.values()) {
    const [, fileId = ''] = entry.kind === 'attachment' ? entry.id.split('-') : [];
    const file = fileAt(world, Number(fileId));
    yield fileId === '' || file === undefined
      ? { ...entry }
      : { ...entry, file: { bytes: file.bytes, sha256: fileSha256(file) } };
  }
}
