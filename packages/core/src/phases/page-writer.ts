import type { ArtifactWriter } from '../artifacts/artifact-writer.js';
import { toWireItem } from '../artifacts/item-envelope.js';
import type { ExtractionScope, Page, Stream } from '../connector/stream.js';
import { ConnectorError, ContractViolation, RecordError } from '../errors.js';
import type { MetadataDocument } from '../metadata/metadata-document.js';
import type { RecordCheck } from '../metadata/record-check.js';
import type { Invocation } from '../runtime/invocation.js';
import type { CursorValue } from '../state/sync-state.js';
import type { SkipCounter } from './skip-counter.js';
import { createTurns } from './turns.js';

export type RawPage = Page<Readonly<Record<string, readonly unknown[] | undefined>>, CursorValue>;

/** What the metadata of the run and the user's choice say about records. */
export interface RunRules {
  metadata: MetadataDocument;
  checks: ReadonlyMap<string, RecordCheck>;
  scope: ExtractionScope;
  shouldExtract: (itemType: string) => boolean;
}

/** Turns raw records into lines of data files; what cannot be delivered is named. */
export interface PageWriter {
  /** @throws ContractViolation when the page is not what its stream declares, or too much had to be left out. */
  write(stream: Stream<unknown>, page: RawPage, prepared: unknown): Promise<void>;
}

export function createPageWriter(
  { unit, losses, clock }: Invocation,
  { checks, scope, shouldExtract }: RunRules,
  { writer, skips, worked }: { writer: ArtifactWriter; skips: SkipCounter; worked: (items: number) => void },
): PageWriter {
  const turns = createTurns(clock);
  return {
    async write(stream, page, prepared) {
      for (const [feed, records] of Object.entries(page.records)) {
        const token = stream.delivers[feed];
        const normalize = stream.normalize[feed];
        if (!token || !normalize)
          throw new ContractViolation(`Stream "${stream.name}" yields an undeclared feed "${feed}".`);
        if (!scope.includes(token.key)) continue;
        for (const raw of records ?? []) {
          if (turns.isOver()) await turns.next();
          const item = attempt(() =>
            toWireItem(token, normalize(raw, { prepared, externalSyncUnit: unit }), checks),
          );
          if ('error' in item) skips.skip(token.key, idOf(raw), item.error);
          else if (shouldExtract(item.value.itemType)) {
            const { itemType, id, dropped, losses: lost } = item.value;
            const isBehind = writer.add(item.value);
            if (isBehind) await isBehind;
            if (dropped.length > 0) skips.dropFields(itemType, id, dropped);
            if (lost) losses.note(itemType, lost);
            skips.delivered();
            worked(1);
          }
        }
      }
      worked(1);
      skips.check();
    },
  };
}

function attempt<Value>(action: () => Value): { value: Value } | { error: unknown } {
  try {
    return { value: action() };
  } catch (error) {
    if (ConnectorError.isInstance(error) && !(error instanceof RecordError)) throw error;
    return { error };
  }
}

function idOf(raw: unknown): string {
  const id = typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : undefined;
  return typeof id === 'string' || typeof id === 'number' ? String(id) : 'unknown';
}
