import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { ArtifactStore } from '@airdrop-connectors/airdrop';

const unpack = promisify(gunzip);

type AcceptedArtifact =
  ReturnType<ArtifactStore['accepted']> extends Iterable<infer Artifact> ? Artifact : never;

/** Everything accepted replies have listed: one text per record, link or document, whatever its order. */
export interface Arrivals {
  texts: ReadonlySet<string>;
  /** Texts that came more than once, each time but the first. */
  repeated: number;
}

/** Links are told apart by the content of their file, because artifacts have other ids in every run. */
export async function arrivals(artifacts: ArtifactStore): Promise<Arrivals> {
  const texts = new Set<string>();
  let repeated = 0;
  for (const artifact of artifacts.accepted()) {
    for (const line of await linesOf(artifact, artifacts)) {
      const text = `${artifact.accepted.itemType} ${line}`;
      if (texts.has(text)) repeated += 1;
      texts.add(text);
    }
  }
  return { texts, repeated };
}

/** Lines of a data file, so that those of another run over the same source are the same. */
export async function linesOf(artifact: AcceptedArtifact, artifacts: ArtifactStore): Promise<string[]> {
  const content = (await unpack(await readFile(artifacts.fileOf(artifact)))).toString('utf8');
  const isLink = artifact.accepted.itemType === 'ssor_attachment';
  return content
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (isLink ? linkText(line, artifacts) : sameSource(line)));
}

/** What one run has and the other has not, as a sentence; undefined when they are the same. */
export function difference(complete: Arrivals, arrived: Arrivals): string | undefined {
  const missing = [...complete.texts].filter((text) => !arrived.texts.has(text));
  const added = [...arrived.texts].filter((text) => !complete.texts.has(text));
  if (missing.length === 0 && added.length === 0) return undefined;
  const first = missing[0] ?? added[0] ?? '';
  return `${missing.length} missing, ${added.length} that were not there before, such as ${first.slice(0, 300)}`;
}

function linkText(line: string, artifacts: ArtifactStore): string {
  const { id, ...link } = JSON.parse(line);
  const content = artifacts.find(String(id?.devrev))?.uploaded?.sha256 ?? 'without content';
  return JSON.stringify({ external: id?.external, content, ...link });
}

/** The same source behind another port. */
function sameSource(line: string): string {
  return line.replace(/http:\/\/127\.0\.0\.1:\d+/g, 'http://source');
}
