import type { WrittenObject } from '../../simulator.js';
import { fileSha256 } from './files.js';
import type { World } from './model.js';

/** Notes that something was made or changed over the API. */
export function note(
  { writing: { ledger } }: World,
  kind: string,
  id: number | string,
  { isNew }: { isNew: boolean },
): void {
  const key = `${kind} ${id}`;
  const known = ledger.get(key);
  if (known === undefined) ledger.set(key, { kind, id: String(id), isNew, writes: 1 });
  else known.writes++;
}

/** Everything that was made or changed over the API, each once; a comment that brings files counts as these files. */
export function* writtenObjects({ writing }: World): Generator<WrittenObject> {
  for (const entry of writing.ledger.values()) {
    const file = entry.kind === 'attachment' ? writing.files.get(Number(entry.id)) : undefined;
    yield file === undefined
      ? { ...entry }
      : { ...entry, file: { bytes: file.bytes, sha256: fileSha256(file) } };
  }
}
