import { openFileSource } from './file-source.js';
import { openPlatformSink } from './platform-sink.js';
import { runProcess } from './run-process.js';

export interface FilesFigures {
  /** Files under way at once. */
  streams: number;
  files: number;
  seconds: number;
  bytesPerSecond: number;
  peakRssBytes: number;
}

const fileBytes = 8 * 1024 * 1024;

/**
 * Brings files from a source to a platform, both on loopback, in a process of its own.
 * @throws Error when not all of them arrived.
 */
export async function measureFiles(files: number, streams: number): Promise<FilesFigures> {
  const sink = await openPlatformSink();
  const source = await openFileSource(fileBytes);
  try {
    const { seconds, peakRssBytes } = await runProcess({
      mode: 'files',
      records: files,
      runtimePath: source.url,
      platformUrl: sink.url,
      environment: { AIRDROP_FILES_AT_ONCE: String(streams) },
    });
    const { linkedFiles, replies } = sink.received();
    if (linkedFiles !== files)
      throw new Error(`${linkedFiles} of ${files} files arrived (${replies.join(', ') || 'no reply'}).`);
    return { streams, files, seconds, bytesPerSecond: (files * fileBytes) / seconds, peakRssBytes };
  } finally {
    await source.close();
    await sink.close();
  }
}
