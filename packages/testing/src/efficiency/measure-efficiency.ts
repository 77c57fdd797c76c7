import type { CallFigures, Phase, RunSummary } from '@airdrop-connectors/airdrop';
import type { VirtualWorld } from '../virtual-time/virtual-world.js';
import { type ModelledTime, modelTime } from './time-model.js';

/** Part of every limit that a sync uses unless told otherwise; core's default. */
const share = 0.8;
/** Files under way at once at most, unless told otherwise; core's limit, which it climbs to from 10. */
const usualFilesAtOnce = 50;

export interface EfficiencyFigures extends CallFigures {
  summary: RunSummary;
  /** Virtual time that the run took. */
  seconds: number;
  /** The same by phase. */
  phaseSeconds: Readonly<Partial<Record<Phase, number>>>;
  model: ModelledTime;
  /** η: the shortest possible time ÷ the time that it took. */
  timeEfficiency: number;
}

/**
 * Plays an initial run on virtual time and compares calls and time with the least there can be.
 * @param filesAtOnce leaves out the climb, which is as long as a small run
 * @throws Error when the simulator of the system knows no least, or the run fails
 */
export async function measureEfficiency(
  world: VirtualWorld,
  filesAtOnce?: number,
): Promise<EfficiencyFigures> {
  const { simulator } = world;
  const [unitId = ''] = simulator.externalSyncUnitIds;
  const work = simulator.leastWork?.(unitId);
  if (work === undefined || simulator.refusals === undefined || simulator.latencyMs === undefined) {
    throw new Error(
      `The simulator of "${simulator.system}" does not say what a run costs at least. ` +
        'Give it leastWork, latencyMs and refusals (tools/simulators/src/simulator.ts).',
    );
  }
  const startsAt = world.now();
  const phases: { phase: Phase; at: number }[] = [];
  const summary = await world.sync({
    makeObjects: false,
    ...(filesAtOnce !== undefined && { environment: { AIRDROP_FILES_AT_ONCE: String(filesAtOnce) } }),
    onProgress: (progress) => {
      if (progress.type === 'phase') phases.push({ phase: progress.phase, at: world.now() });
    },
  });
  const endsAt = world.now();
  const seconds = (endsAt - startsAt) / 1000;
  const phaseSeconds = Object.fromEntries(
    phases.map(({ phase, at }, index) => [phase, ((phases[index + 1]?.at ?? endsAt) - at) / 1000]),
  );
  const model = modelTime(work, { startsAt, share, filesAtOnce: filesAtOnce ?? usualFilesAtOnce });
  const { callFigures } = summary;
  if (callFigures === null)
    throw new Error(`The run did not come to its end: ${summary.error ?? summary.status}`);
  return {
    ...callFigures,
    summary,
    seconds,
    phaseSeconds,
    model,
    timeEfficiency: model.seconds / seconds,
  };
}
