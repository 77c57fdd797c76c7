import type { WrittenObject } from '../../simulator.js';
import { attachmentSha256, findAttachment } from './attachments.js';
import type { World } from './model.js';

/** Notes that something was made or changed over the API. */
export function note({ written }: World, kind: string, id: string, { isNew }: { isNew: boolean }): void {
  const key = `${kind} ${id}`;
  const known = written.get(key);
  written.set(key, {
    kind,
    id,
    isNew: known?.isNew ?? isNew,
    writes: 1 + (known?.writes ?? 0),
  });
}

/** Everything that was made or changed over the API, each once. */
export function* writtenObjects(world: World): Generator<WrittenObject> {
  for (const entry of world.written.values()) {
    const file = entry.kind === 'attachment' ? findAttachment(world, entry.id) : undefined;
    yield file === undefined
      ? { ...entry }
      : { ...entry, file: { bytes: file.bytes, sha256: attachmentSha256(file) } };
  }
}
