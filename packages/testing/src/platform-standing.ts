import { openArtifactStore } from '@airdrop-connectors/airdrop';
import { arrivals, linesOf } from './arrivals.js';
import { readSavedState } from './saved-state.js';

/** Times, and how far the clock of the source seemed to be off: they differ between runs that are the same otherwise. */
const timing = /\d{4}-\d\d-\d\dT[\d:.]+Z|(?<=[cC]lockSkewSeconds":)-?\d+/g;

/**
 * What a platform holds between two phases, as one text: two runs over the same source that stand alike go on alike.
 * Artifacts have other ids in every run and are told apart by their content.
 */
export async function standingOf(dataDirectory: string): Promise<string> {
  const artifacts = await openArtifactStore(dataDirectory);
  const { texts } = await arrivals(artifacts);
  let state = readSavedState(dataDirectory)?.document ?? '';
  for (const artifact of artifacts.accepted()) {
    const content = JSON.stringify(await linesOf(artifact, artifacts));
    state = state.replaceAll(JSON.stringify(artifact.id), () => content);
  }
  return [state.replace(timing, ''), ...[...texts].sort()].join('\n');
}
