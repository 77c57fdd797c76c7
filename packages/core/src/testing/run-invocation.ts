import { readConfiguration } from '../configuration.js';
import type { Connector } from '../connector/kit.js';
import type { ErrorReport } from '../errors.js';
import type { Send } from '../http/transport.js';
import type { LogLevel } from '../log/logger.js';
import { createNativePlatform } from '../platform/native-platform.js';
import { parseEvent } from '../protocol/event.js';
import { phaseOf, replyEventType, unknownEventReply } from '../protocol/event-names.js';
import { createDeadline } from '../runtime/deadline.js';
import { errorText } from '../runtime/error-text.js';
import { runEvent } from '../runtime/run-event.js';
import type { Clock } from '../time/clock.js';

/** One event, and the world it is handled in. */
export interface VirtualInvocation {
  connector: Connector;
  /** As the platform sends it. */
  event: unknown;
  clock: Clock;
  /** How requests are sent; see `createVirtualNetwork`. */
  send: Send;
  /** For waits with jitter: the same numbers, the same run. */
  random: () => number;
  /** Variables a deployed snap-in would read, such as `AIRDROP_SOFT_DEADLINE_SECONDS`. */
  environment?: Readonly<Record<string, string>>;
  log?: (level: LogLevel, line: string) => void;
}

/**
 * One event as the deployed function handles it, in the calling thread and on a given clock: without a worker that
 * can be ended, so without the hard deadline. Resolves when the reply was accepted and the state tidied up.
 */
export async function runInvocation(options: VirtualInvocation): Promise<void> {
  const { connector, clock, send, random } = options;
  const configuration = readConfiguration(options.environment ?? {});
  const event = parseEvent(options.event);
  const platform = createNativePlatform(event, { redact: (text) => text, clock, send, random });
  const deadline = createDeadline(configuration.softDeadlineMs, clock.now);
  const ended = new AbortController();
  clock.sleep(configuration.abortDeadlineMs, ended.signal).then(deadline.abort, () => {});
  let failure: ErrorReport | undefined;
  let hasReplied = false;
  await runEvent(
    connector,
    options.event,
    configuration,
    deadline,
    {
      log: options.log ?? (() => {}),
      checkpoint: () => {},
      async reply(reply) {
        hasReplied = true;
        await platform.reply(reply);
      },
      failed: (error) => {
        failure = error;
      },
    },
    // How much memory is in use differs from run to run.
    { clock, send, random, heldBytes: () => 0 },
  );
  if (failure && !hasReplied) {
    const eventType = (event.type && replyEventType(phaseOf(event.type), 'error')) ?? unknownEventReply;
    await platform.reply({ eventType, errorMessage: errorText(failure) });
  }
  ended.abort();
  if (failure && hasReplied) throw new Error(errorText(failure));
}
