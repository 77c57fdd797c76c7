import type { Connector } from '../connector/kit.js';
import {
  AuthenticationError,
  ConfigurationError,
  ContractViolation,
  RateLimitedError,
  RecordError,
} from '../errors.js';
import type { AttachmentItem } from '../metadata/item.js';
import { limits } from '../protocol/limits.js';
import { DeadlineReached } from '../runtime/deadline.js';
import type { Invocation } from '../runtime/invocation.js';
import { during } from '../time/clock.js';
import { fileTooLarge, openSource, type SizedSource } from './sized-source.js';

/** A transferred file, or the reason why this one cannot be had; reasons that concern all files are thrown. */
export type TransferResult = { artifactId: string; bytes: number } | { error: unknown };

const concernsAllFiles = [RateLimitedError, AuthenticationError, ConfigurationError, ContractViolation];

/** Streams one file from the external system to the platform without holding it in memory. */
export async function transferFile(
  item: AttachmentItem,
  openAttachment: NonNullable<Connector['openAttachment']>,
  invocation: Invocation,
): Promise<TransferResult> {
  const { platform, deadline, clock } = invocation;
  let source: SizedSource | undefined;
  try {
    source = await openSource(
      () => openAttachment({ client: invocation.client(), attachment: item }),
      item.bytes,
      limits.artifactMaxBytes,
      clock,
    );
    const { bytes, contentType, open } = source;
    checkSize(bytes);
    const artifactId = await platform.uploadFile({
      fileName: item.fileName,
      contentType: item.contentType ?? contentType ?? 'application/octet-stream',
      bytes,
      open,
    });
    return { artifactId, bytes };
  } catch (error) {
    if (deadline.signal.aborted) throw new DeadlineReached();
    if (concernsAllFiles.some((kind) => error instanceof kind)) throw error;
    return { error };
  } finally {
    if (source) await during(clock, source.dispose());
  }
}

function checkSize(bytes: number): void {
  if (bytes === 0) {
    throw new RecordError('The file is empty; DevRev takes no empty files.', {
      code: 'file_empty',
      isLimitation: true,
    });
  }
  if (bytes > limits.artifactMaxBytes) throw fileTooLarge(bytes);
}
