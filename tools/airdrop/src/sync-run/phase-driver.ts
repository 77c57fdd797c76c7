import type { EventDetails, ExternalSyncUnit } from '../platform/event-factory.js';
import type { AcceptedReply, Invocation } from '../platform/invocation-desk.js';
import type { JsonObject } from '../platform/json-shape.js';
import type { Platform } from '../platform/platform.js';
import { type Phase, phaseProtocols } from '../platform/protocol-names.js';
import type { Clock } from './clock.js';
import type { SnapInEnd } from './snap-in-process.js';

/** How often in a row an event is sent again after an invocation that changed nothing and sent no reply. */
const resendsWithoutChange = 3;
/**
 * How often in a row it is sent again after the function returned without a reply that was accepted, whatever it
 * changed: it had its say, so more of the same is no crash to recover from.
 */
const resendsAfterReturn = 3;
/** Replies of progress in a row that brought neither artifacts nor another state. */
const progressWithoutChange = 10;
/** Invocations of one phase that may die although each changes the state: more is a crash loop. */
const deathsPerPhase = 200;

/** The run cannot go on; the message is the sentence shown to the user. */
export class RunFailure extends Error {}

export interface PhaseDriver {
  /**
   * Sends events of a phase until the connector is done with it. Rejects with a `RunFailure`.
   * @param unit absent while external sync units are being listed
   */
  run(phase: Phase, unit?: ExternalSyncUnit, details?: PhaseDetails): Promise<void>;
}

export interface PhaseDetails {
  /** Event to go on with; the start of the phase when not given. */
  first?: string;
  /** Members of `event_data` of all its events. */
  eventData?: JsonObject;
}

/** Plays the platform's part of a phase: start, continue at once, continue after a delay, start again. */
export function createPhaseDriver(options: {
  platform: Platform;
  clock: Clock;
  signal: AbortSignal;
  invoke(details: EventDetails): Promise<{ invocation: Invocation; end: SnapInEnd }>;
  onWaiting(seconds: number): void;
  onNoReply(problem: string): void;
}): PhaseDriver {
  const { platform, clock, signal } = options;

  async function run(
    phase: Phase,
    unit?: ExternalSyncUnit,
    { first, eventData }: PhaseDetails = {},
  ): Promise<void> {
    const protocol = phaseProtocols[phase];
    let eventType = first ?? protocol.start;
    let fruitless = 0;
    let deaths = 0;
    let unheard = 0;
    for (;;) {
      const stateBefore = platform.stateChanges();
      const details: EventDetails = {
        eventType,
        phase,
        ...(unit && { unit }),
        ...(eventData && { eventData }),
      };
      const { invocation, end } = await options.invoke(details);
      signal.throwIfAborted();
      failOnViolation(platform);
      const { reply } = invocation;
      const isChanged = platform.stateChanges() !== stateBefore || (reply?.artifacts.length ?? 0) > 0;
      if (isChanged) fruitless = 0;
      else if (end.killedByHook !== true) fruitless += 1;
      if (reply === undefined) {
        deaths += 1;
        unheard = end.settled ? unheard + 1 : 0;
        failOnSilence(eventType, end, { fruitless, unheard, deaths });
        const resend = end.settled ? `; sent again, ${unheard} of ${resendsAfterReturn} times` : '';
        options.onNoReply(`${end.problem ?? 'the function returned without one that was accepted'}${resend}`);
      } else if (await isFinished(reply, fruitless)) return;
      if (reply !== undefined) unheard = 0;
      eventType = protocol.continue ?? protocol.start;
    }
  }

  async function isFinished(reply: AcceptedReply, fruitless: number): Promise<boolean> {
    switch (reply.kind) {
      case 'done':
        return true;
      case 'error':
        throw new RunFailure(reply.errorMessage ?? `The connector replied ${reply.eventType}.`);
      case 'delayed': {
        const seconds = reply.delaySeconds ?? 1;
        options.onWaiting(seconds);
        await clock.sleep(seconds, signal);
        return false;
      }
      case 'progress':
        if (fruitless > progressWithoutChange) {
          throw new RunFailure(
            `The connector replied ${reply.eventType} ${fruitless} times in a row without any progress. Its log says what it was doing.`,
          );
        }
        return false;
    }
  }

  return { run };
}

function failOnViolation(platform: Platform): void {
  const [violation] = platform.violations;
  if (violation === undefined) return;
  const others = platform.violations.length - 1;
  const more = others === 0 ? '' : ` (and ${others} more)`;
  throw new RunFailure(
    `The connector broke the control protocol at ${violation.endpoint}: ${violation.message}${more}`,
  );
}

function failOnSilence(
  eventType: string,
  end: SnapInEnd,
  { fruitless, unheard, deaths }: { fruitless: number; unheard: number; deaths: number },
): void {
  const problem = end.problem === undefined ? '' : ` Last seen: ${end.problem.split('\n', 1)[0]}.`;
  if (fruitless > resendsWithoutChange) {
    throw new RunFailure(
      `The connector ended ${fruitless} times in a row on ${eventType} without a reply and without a change of its state.${problem} Its log says what it was doing.`,
    );
  }
  if (unheard > resendsAfterReturn) {
    throw new RunFailure(
      `The connector returned ${unheard} times in a row from ${eventType} without a reply that was accepted; the event is sent again at most ${resendsAfterReturn} times.${problem} Its log says why.`,
    );
  }
  if (deaths > deathsPerPhase) {
    throw new RunFailure(
      `The connector ended ${deaths} times without a reply in one phase, last on ${eventType}.${problem} Its log says what it was doing.`,
    );
  }
}
