import type { LeastCost, LeastWork, LongPhase } from '@airdrop-connectors/simulators';
import { platformPace } from '../virtual-time/platform-pace.js';

/** What the physical limits are, beside those of the source. */
export interface TimeModelOptions {
  /** Start of the run, milliseconds since the epoch: quotas start again at full hours. */
  startsAt: number;
  /** Part of every limit that may be used; the rest is for people and other programs. */
  share: number;
  /** Files that may be under way at once. */
  filesAtOnce: number;
}

export interface ModelledTime {
  seconds: number;
  invocations: number;
  /** Seconds by what they are spent on; `quota` is waiting for a quota to start again. */
  parts: Readonly<Record<LongPhase | 'quota' | 'invocations', number>>;
  /** Of one invocation: starting it, and what it asks of the platform whatever it does. */
  restartSeconds: number;
}

const longPhases: readonly LongPhase[] = ['data', 'attachments'];
const allPhases = 4;
/** After so long an invocation ends and the next goes on (docs "Data extraction"). */
const invocationMs = 600_000;

/**
 * The shortest time an initial run can take: **T = Σ phases max(T_limit, T_lat, T_file) + T_quota + invocations ×
 * restart**. The platform plays phases one after the other, so what is true of a run holds of each of them:
 *
 * - T_limit: cost of the fewest calls ÷ (rate × share), of the limit that takes longest;
 * - T_lat: the longest chain of requests each of which needs the answer of the one before;
 * - T_file: the time of all files together ÷ files at once, and never less than the longest file;
 * - T_quota: a quota of a period that is used up has to be waited for until it starts again;
 * - restart: what the platform takes to start an invocation, plus the calls that each makes of it.
 */
export function modelTime(work: LeastWork, options: TimeModelOptions): ModelledTime {
  const phaseMs = {
    data: Math.max(work.chainMs.data, limitMs(work, 'data', options)),
    attachments: Math.max(fileMs(work, options), limitMs(work, 'attachments', options)),
  };
  const waits = quotaWaits(work, phaseMs, options);
  const activeMs = phaseMs.data + phaseMs.attachments;
  const invocations = allPhases + waits.length + Math.floor(activeMs / invocationMs);
  const restartMs = platformPace.startMs + platformPace.callsPerInvocation * platformPace.callMs;
  const quotaMs = waits.reduce((sum, wait) => sum + wait, 0);
  const parts = {
    data: phaseMs.data / 1000,
    attachments: phaseMs.attachments / 1000,
    quota: quotaMs / 1000,
    invocations: (invocations * restartMs) / 1000,
  };
  return {
    seconds: Object.values(parts).reduce((sum, part) => sum + part, 0),
    invocations,
    parts,
    restartSeconds: restartMs / 1000,
  };
}

function limitMs({ budgets }: LeastWork, phase: LongPhase, { share }: TimeModelOptions): number {
  const buckets = budgets.filter(({ window }) => window === 'bucket');
  return Math.max(
    0,
    ...buckets.map(
      ({ units, capacity, perSeconds }) => (units[phase] / (capacity * share)) * perSeconds * 1000,
    ),
  );
}

function fileMs({ files }: LeastWork, { filesAtOnce }: TimeModelOptions): number {
  const { callsPerFile, callMs } = platformPace;
  let total = 0;
  let longest = 0;
  for (const { sourceMs } of files) {
    const milliseconds = sourceMs + callsPerFile * callMs;
    total += milliseconds;
    longest = Math.max(longest, milliseconds);
  }
  return Math.max(total / filesAtOnce, longest);
}

/** Lengths of the waits for quotas to start again, when every phase spends its units evenly over its time. */
function quotaWaits(
  { budgets }: LeastWork,
  phaseMs: Readonly<Record<LongPhase, number>>,
  { startsAt, share }: TimeModelOptions,
): number[] {
  const quotas = budgets.filter(({ window }) => window === 'aligned');
  return quotas.flatMap((quota) => waitsFor(quota, phaseMs, startsAt, share));
}

function waitsFor(
  { capacity, perSeconds, units }: LeastCost,
  phaseMs: Readonly<Record<LongPhase, number>>,
  startsAt: number,
  share: number,
): number[] {
  const waits: number[] = [];
  const windowMs = perSeconds * 1000;
  const windowEnd = (time: number) => (Math.floor(time / windowMs) + 1) * windowMs;
  let time = startsAt;
  let endsAt = windowEnd(time);
  let left = capacity * share;
  for (const phase of longPhases) {
    const perMs = units[phase] / Math.max(1, phaseMs[phase]);
    let unspent = units[phase];
    while (unspent > 0) {
      const spent = Math.min(unspent, left, perMs * (endsAt - time));
      time += spent / perMs;
      unspent -= spent;
      left -= spent;
      if (unspent <= 0) break;
      if (endsAt > time) waits.push(endsAt - time);
      time = endsAt;
      endsAt = windowEnd(time);
      left = capacity * share;
    }
  }
  return waits;
}
