import type { EventDetails } from '../platform/event-factory.js';
import type { Invocation } from '../platform/invocation-desk.js';
import type { Platform } from '../platform/platform.js';
import type { PlatformRequest } from '../platform/server.js';
import type { Clock } from './clock.js';
import type { createFigureReader } from './connector-figures.js';
import type { RunSyncOptions } from './run-options.js';
import type { RunRecorder } from './run-recorder.js';
import { type SnapInEnd, type SnapInProcess, startSnapIn } from './snap-in-process.js';

/** The platform ends an invocation after 13 minutes (developer docs, "Data extraction"). */
const platformLimitSeconds = 13 * 60;

export interface Invoker {
  /** Opens an invocation and hands its event to a process, a fresh one unless there are warm starts. */
  invoke(platform: Platform, details: EventDetails): Promise<{ invocation: Invocation; end: SnapInEnd }>;
  /** Platform hook: kills the process where `killWhen` says so. */
  cutOff(request: PlatformRequest & { stage: 'arrived' | 'handled' }): boolean;
  count(): number;
  peakRssBytes(): number;
  /** Ends a process that waits for another event. */
  close(): void;
}

export function createInvoker(
  options: RunSyncOptions,
  clock: Clock,
  signal: AbortSignal,
  recorder: RunRecorder,
  figures: ReturnType<typeof createFigureReader>,
): Invoker {
  let running: { number: number; kill(): void } | undefined;
  let invocations = 0;
  let peakRssBytes = 0;
  /** Has handled an event to its end and waits for the next. */
  let warm: SnapInProcess | undefined;

  function start(): SnapInProcess {
    const seconds = options.invocationSeconds;
    return (options.startSnapIn ?? startSnapIn)({
      ...(seconds === undefined ? {} : { AIRDROP_SOFT_DEADLINE_SECONDS: String(seconds) }),
      ...options.environment,
    });
  }

  /** Hands the event over and keeps the limit on an invocation. */
  async function handle(snapIn: SnapInProcess, { event }: Invocation): Promise<SnapInEnd> {
    const ended = new AbortController();
    const limitSeconds = options.invocationLimitSeconds ?? platformLimitSeconds;
    let isOverLimit = false;
    const stop = () => snapIn.kill();
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
    clock.sleep(limitSeconds, ended.signal).then(
      () => {
        isOverLimit = true;
        stop();
      },
      () => undefined,
    );
    try {
      const end = await snapIn.handle(
        { bundlePath: options.bundlePath, functionName: event.execution_metadata.function_name, event },
        (line) => figures.read(recorder.line(line)),
      );
      if (isOverLimit && !end.settled) end.problem = `killed after the limit of ${limitSeconds} seconds`;
      return end;
    } finally {
      ended.abort();
      signal.removeEventListener('abort', stop);
    }
  }

  return {
    count: () => invocations,
    peakRssBytes: () => peakRssBytes,
    close: () => warm?.kill(),
    cutOff(request) {
      if (running === undefined || options.killWhen === undefined) return false;
      if (!options.killWhen({ ...request, invocation: running.number })) return false;
      running.kill();
      return true;
    },
    async invoke(platform, details) {
      signal.throwIfAborted();
      const invocation = platform.openInvocation(details);
      invocations += 1;
      const { number } = invocation;
      const { eventType, phase } = details;
      recorder.event(invocation);
      options.onProgress?.({ type: 'invocation', number, eventType });
      try {
        const snapIn = warm ?? start();
        warm = undefined;
        let killedByHook = false;
        const kill = () => {
          killedByHook = true;
          snapIn.kill();
        };
        running = { number, kill };
        options.onInvocation?.({ number, phase, eventType, kill });
        const end = await handle(snapIn, invocation);
        if (killedByHook) end.killedByHook = true;
        if (end.settled && options.warmStarts) warm = snapIn;
        else snapIn.kill();
        if (end.problem !== undefined) recorder.line(`[process] ${end.problem}`);
        peakRssBytes = Math.max(peakRssBytes, end.peakRssBytes);
        figures.endInvocation();
        return { invocation, end };
      } finally {
        running = undefined;
        platform.closeInvocation(invocation);
      }
    },
  };
}
