import type { SnapInProcess, StartSnapIn } from '@airdrop-connectors/airdrop';
import {
  type Connector,
  createVirtualNetwork,
  type Exchange,
  runInvocation,
  type VirtualClock,
} from '@airdrop-connectors/core/testing';
import type { Simulator } from '@airdrop-connectors/simulators';
import { randomNumbers } from '../random-numbers.js';
import { platformPace } from './platform-pace.js';

/**
 * Handles events in this thread and on a virtual clock, as long as the simulator and the platform take to answer.
 * @param onCall told how long each call takes
 */
export function virtualSnapIn(
  connector: Connector,
  simulator: Simulator,
  clock: VirtualClock,
  onCall: (milliseconds: number) => void = () => {},
): StartSnapIn {
  const random = randomNumbers(1);
  return (environment) => {
    let kill = () => {};
    return {
      kill: () => kill(),
      handle({ event }, onLine) {
        const { devrev_endpoint: platformUrl } = (
          event as { execution_metadata: { devrev_endpoint: string } }
        ).execution_metadata;
        const { origin } = new URL(platformUrl);
        const latency = (exchange: Exchange) => {
          const milliseconds =
            exchange.url.origin === origin
              ? platformPace.callMs
              : (simulator.latencyMs?.({ ...exchange, path: exchange.url.pathname }) ?? 0);
          onCall(milliseconds);
          return milliseconds;
        };
        const send = createVirtualNetwork(clock, latency);
        const log = (_: unknown, line: string) => onLine(line);
        const work = clock
          .sleep(platformPace.startMs)
          .then(() => runInvocation({ connector, event, clock, send, random, environment, log }));
        // A thread of one's own cannot be ended; what still runs in it finds that nobody listens any more.
        const killed = new Promise<SnapInEnd>((resolve) => {
          kill = () => resolve({ peakRssBytes: 0, settled: false, problem: 'ended by the platform' });
        });
        return Promise.race([endOf(work), killed]);
      },
    };
  };
}

function endOf(work: Promise<void>): Promise<SnapInEnd> {
  return work.then(
    () => ({ peakRssBytes: 0, settled: true }),
    (error: unknown) => ({ peakRssBytes: 0, settled: true, problem: String(error) }),
  );
}

type SnapInEnd = Awaited<ReturnType<SnapInProcess['handle']>>;
