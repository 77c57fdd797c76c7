import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';

/** One file of an archive. */
export interface ArchiveFile {
  /** Below the root of the archive, with slashes. */
  name: string;
  content: string | Buffer;
}

/** Packs files so that the same files make the same bytes: in order of their names, of nobody, at no time. */
export async function tarball(files: readonly ArchiveFile[]): Promise<Buffer> {
  const archive = pack();
  for (const { name, content } of [...files].sort((a, b) => (a.name < b.name ? -1 : 1)))
    archive.entry({ name, mode: 0o644, mtime: new Date(0), uid: 0, gid: 0 }, Buffer.from(content));
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive) chunks.push(chunk as Buffer);
  return gzipSync(Buffer.concat(chunks), { level: 9 });
}
