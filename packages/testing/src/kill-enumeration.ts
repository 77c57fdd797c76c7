import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type BoundaryWalk,
  copyPlatform,
  openArtifactStore,
  type Phase,
  type ResumePoint,
  type RunSummary,
  type RunSyncOptions,
  resumeRun,
  walkBoundaries,
} from '@airdrop-connectors/airdrop';
import { arrivals, difference } from './arrivals.js';
import { boundariesToKill } from './boundaries-to-kill.js';
import { standingOf } from './platform-standing.js';

/** A run whose process is killed once at every boundary it has, or at those `AIRDROP_KILLS` leaves. */
export interface Enumeration {
  summary: RunSummary;
  boundaries: number;
  kills: number;
  /** Kills after which the platform soon stood where it had stood undisturbed, so that what follows was known. */
  known: number;
  /** Second deliveries over all kills; harmless. */
  repeated: number;
  /** What did not arrive, or did not end, as sentences. */
  wrong: string[];
}

/** What every invocation of the undisturbed run began with. */
interface Beginning extends Omit<ResumePoint, 'unit'> {
  /** Boundaries passed before it. */
  passed: number;
  directory: string;
}

/**
 * Plays an initial run once, then for each of its boundaries goes on from the beginning of the invocation the
 * boundary lies in, kills the process there, and plays the rest, or until the platform stands between two phases
 * exactly as it stood there undisturbed. What arrives must be what arrived undisturbed, to the byte; the undisturbed
 * run is compared with the truth by whoever calls. The source must not change meanwhile.
 *
 * @param play plays the undisturbed run with these hooks
 * @param options of that run; the data directory is set here
 * @param attach puts the hooks of a walk between connector and source, for one resumed run at a time per `lane`
 */
export async function killAtEveryBoundary(
  play: (hooks: Partial<RunSyncOptions>) => Promise<RunSummary>,
  options: {
    dataDirectory: string;
    of: (lane: number) => Omit<RunSyncOptions, 'dataDirectory' | 'scenario'>;
  },
  attach: (walk: BoundaryWalk, lane: number) => void,
  lanes = 3,
): Promise<Enumeration> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'kill-anywhere-'));
  try {
    const walk = walkBoundaries(() => false);
    attach(walk, 0);
    const beginnings: Beginning[] = [];
    const summary = await play({
      ...walk.run,
      onInvocation(invocation) {
        walk.run.onInvocation?.(invocation);
        const { phase, eventType, number } = invocation;
        const directory = path.join(scratch, `invocation-${number}`);
        beginnings.push({ phase, eventType, directory, passed: walk.passed.length });
        copyPlatform(options.dataDirectory, directory);
      },
    });
    const { unit } = summary;
    if (summary.status !== 'done' || unit === undefined)
      return {
        summary,
        boundaries: 0,
        kills: 0,
        known: 0,
        repeated: 0,
        wrong: [summary.error ?? 'The undisturbed run failed.'],
      };
    const complete = await arrivals(await openArtifactStore(options.dataDirectory));
    const wrong: string[] = [];
    const standings = await standingsOf(beginnings);
    let known = 0;
    let repeated = 0;
    const drawn = boundariesToKill(`${options.of(0).connector} kill-anywhere`, walk.passed.length);
    const left = drawn.values();
    const work = async (lane: number) => {
      for (const boundary of left) {
        const beginning = beginnings.findLast(({ passed }) => passed < boundary);
        if (beginning === undefined) throw new Error(`No invocation has boundary ${boundary}.`);
        const killed = walkBoundaries((passed) => passed === boundary - beginning.passed);
        attach(killed, lane);
        const dataDirectory = path.join(scratch, `boundary-${boundary}`);
        await cp(beginning.directory, dataDirectory, { recursive: true });
        const run = await resumeRun(
          { ...options.of(lane), ...killed.run, dataDirectory, scenario: 'initial' },
          { ...beginning, unit },
          async (phase) => standings.get(phase) === (await standingOf(dataDirectory)),
        );
        const arrived = await arrivals(run.artifacts);
        const where = `boundary ${boundary}, ${walk.passed[boundary - 1]}`;
        if (run.status === 'known') known += 1;
        const different = run.status === 'known' ? undefined : difference(complete, arrived);
        const problem = run.error ?? run.violations[0]?.message ?? different;
        if (problem !== undefined) wrong.push(`${where}: ${problem}`);
        if (killed.kills() !== 1) wrong.push(`${where}: ${killed.kills()} kills.`);
        repeated += arrived.repeated;
        await rm(dataDirectory, { recursive: true, force: true });
      }
    };
    await Promise.all(Array.from({ length: lanes }, (_, lane) => work(lane)));
    return { summary, boundaries: walk.passed.length, kills: drawn.length, known, repeated, wrong };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Where the platform stood, undisturbed, when a phase was about to begin. */
async function standingsOf(beginnings: readonly Beginning[]): Promise<Map<Phase, string>> {
  const standings = new Map<Phase, string>();
  for (const { phase, directory } of beginnings)
    if (!standings.has(phase)) standings.set(phase, await standingOf(directory));
  return standings;
}
