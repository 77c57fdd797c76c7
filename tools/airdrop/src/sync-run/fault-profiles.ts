import type { SourceFault, SourceRequest } from '@airdrop-connectors/simulators';
import { drawnFraction } from '../drawn-fraction.js';
import type { Fault, PlatformRequest } from '../platform/server.js';

/** What goes wrong during a run, drawn from a seed so that a run can be repeated exactly. */
export interface FaultProfile {
  description: string;
  /** Share of requests to the external system that fail, and how. */
  source: { share: number; faults: readonly SourceFault[] };
  /** Share of requests to the platform that fail, and how. */
  platform: { share: number; faults: readonly Fault[] };
}

const nothing = { share: 0, faults: [] };

export const faultProfiles: Readonly<Record<string, FaultProfile>> = {
  none: { description: 'nothing goes wrong', source: nothing, platform: nothing },
  flaky: {
    description: '2 % of all requests end in a 5xx or a cut connection',
    source: { share: 0.02, faults: [{ status: 503 }, { status: 500 }, 'reset', 'cut-body'] },
    platform: { share: 0.02, faults: [{ status: 503 }, 'reset', 'reset-after'] },
  },
  limited: {
    description: '5 % of the calls to the external system are refused for their rate',
    source: {
      share: 0.05,
      faults: [
        { status: 429, headers: { 'retry-after': '1' } },
        { status: 429, headers: { 'retry-after': '0' } },
        { status: 429 },
      ],
    },
    platform: nothing,
  },
  slow: {
    description: 'every tenth request takes up to 300 ms longer',
    source: { share: 0.1, faults: [{ delayMs: 50 }, { delayMs: 300 }] },
    platform: { share: 0.1, faults: [{ delayMs: 20 }, { delayMs: 100 }] },
  },
  hostile: {
    description: '10 % of all requests fail in every way there is that passes again',
    source: {
      share: 0.1,
      faults: [
        { status: 500 },
        { status: 502, body: '<html>bad gateway</html>', headers: { 'content-type': 'text/html' } },
        { status: 429, headers: { 'retry-after': '1' } },
        'reset',
        'reset-after',
        'cut-body',
        'truncate',
        'html',
        'empty',
        { delayMs: 100 },
      ],
    },
    platform: {
      share: 0.05,
      faults: [{ status: 500 }, { status: 503 }, 'reset', 'reset-after', { delayMs: 50 }],
    },
  },
};

/**
 * Decides per request, from the seed and what is asked, so that the same run meets the same faults whatever the
 * order of parallel requests. The third attempt of a request always succeeds: these faults pass.
 */
export function drawFaults(profile: FaultProfile, seed: number) {
  return {
    source: ({ method, path, attempt }: SourceRequest): SourceFault | undefined =>
      attempt > 2 ? undefined : pick(profile.source, `${seed} source ${method} ${path} ${attempt}`),
    platform: ({ endpoint, attempt }: PlatformRequest): Fault | undefined =>
      pick(profile.platform, `${seed} platform ${endpoint} ${attempt}`),
  };
}

function pick<Kind>(
  { share, faults }: { share: number; faults: readonly Kind[] },
  key: string,
): Kind | undefined {
  if (faults.length === 0) return undefined;
  const chance = drawnFraction(key);
  return chance < share ? faults[Math.floor((chance / share) * faults.length)] : undefined;
}
