import { gunzipSync, gzipSync } from 'node:zlib';
import { openPlatformSink, type ReceivedData } from './platform-sink.js';
import { type ProcessFigures, runProcess } from './run-process.js';

export interface Delivery extends ProcessFigures {
  records: number;
  artifacts: number;
  /** Size of the data files against the same content packed at the default level. */
  sizeAgainstDefault: number;
}

/**
 * Brings `records` records to a platform on loopback in a process of its own.
 * @throws Error when not all of them arrived.
 */
export async function measureDelivery(records: number, runtimePath: string): Promise<Delivery> {
  const sink = await openPlatformSink();
  try {
    const figures = await runProcess({ mode: 'runtime', records, runtimePath, platformUrl: sink.url });
    const received = sink.received();
    if (received.records !== records) {
      throw new Error(
        `The platform was told of ${received.records} of ${records} records (${received.replies.join(', ') || 'no reply'}), so the figures would mean nothing.`,
      );
    }
    return {
      ...figures,
      records,
      packedBytes: received.packedBytes,
      artifacts: received.artifacts,
      sizeAgainstDefault: sizeAgainstDefault(received),
    };
  } finally {
    await sink.close();
  }
}

export function measurePlainLoop(records: number): Promise<ProcessFigures> {
  return runProcess({ mode: 'plain', records, runtimePath: '', platformUrl: '' });
}

function sizeAgainstDefault({ samples }: ReceivedData): number {
  let packed = 0;
  let packedByDefault = 0;
  for (const sample of samples) {
    packed += sample.length;
    packedByDefault += gzipSync(gunzipSync(sample)).length;
  }
  return packed / packedByDefault;
}
