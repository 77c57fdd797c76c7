import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Connector } from '../connector/kit.js';
import { AuthenticationError, RateLimitedError, RecordError } from '../errors.js';
import type { RemoteFile } from '../http/http-client.js';
import type { AttachmentItem } from '../metadata/record-type.js';
import { limits } from '../protocol/limits.js';
import { DeadlineReached } from '../runtime/deadline.js';
import type { Invocation } from '../runtime/invocation.js';

/** A transferred file, or the reason why this one cannot be had; reasons that concern all files are thrown. */
export type TransferResult = { artifactId: string } | { error: unknown };

/** Streams one file from the external system to the platform without holding it in memory. */
export async function transferFile(
  item: AttachmentItem,
  openAttachment: NonNullable<Connector['openAttachment']>,
  invocation: Invocation,
): Promise<TransferResult> {
  const { platform, deadline } = invocation;
  let opened: RemoteFile | undefined;
  let spooled: SpooledFile | undefined;
  const open = () => openAttachment({ client: invocation.client(), attachment: item });
  try {
    const first = await open();
    opened = first;
    let { bytes } = first;
    if (bytes === undefined) {
      spooled = await spool(first.body);
      bytes = spooled.bytes;
    }
    if (bytes === 0)
      throw new RecordError('The file is empty; DevRev takes no empty files.', {
        code: 'file_empty',
        isLimitation: true,
      });
    if (bytes > limits.artifactMaxBytes) {
      throw new RecordError(`The file has ${bytes} bytes; DevRev takes at most ${limits.artifactMaxBytes}.`, {
        code: 'file_too_large',
        isLimitation: true,
      });
    }
    let unused: Readable | undefined = spooled ? undefined : first.body;
    const artifactId = await platform.uploadFile({
      fileName: item.fileName,
      contentType: item.contentType ?? first.contentType ?? 'application/octet-stream',
      bytes,
      // The first attempt sends the stream that is open already, later ones open the source again.
      open: async () => {
        const ready = unused;
        unused = undefined;
        if (ready) return ready;
        if (spooled) return createReadStream(spooled.file);
        opened = await open();
        return opened.body;
      },
    });
    return { artifactId };
  } catch (error) {
    if (deadline.signal.aborted) throw new DeadlineReached();
    if (error instanceof RateLimitedError || error instanceof AuthenticationError) throw error;
    return { error };
  } finally {
    opened?.body.destroy();
    await spooled?.remove();
  }
}

interface SpooledFile {
  file: string;
  bytes: number;
  remove(): Promise<void>;
}

/** The platform's storage needs the length in advance; a source that does not tell it is written to disk first. */
async function spool(body: Readable): Promise<SpooledFile> {
  const folder = await mkdtemp(path.join(tmpdir(), 'airdrop-file-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const file = path.join(folder, 'body');
  try {
    await pipeline(body, createWriteStream(file));
    const { size } = await stat(file);
    return { file, bytes: size, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
