import { gzipSync } from 'node:zlib';
import type { Connector } from '../../src/connector/kit.js';
import { RateLimitedError, RecordError } from '../../src/errors.js';
import { int, text } from '../../src/metadata/field-types.js';
import { recordType } from '../../src/metadata/record-type.js';
import { parseEvent } from '../../src/protocol/event.js';
import { phaseOf } from '../../src/protocol/event-names.js';
import { runPhase } from '../../src/runtime/run-phase.js';
import {
  createMemoryPlatform,
  type MemoryPlatform,
  type Operation,
  type Trouble,
} from '../support/memory-platform.js';
import { rawEvent } from '../support/test-event.js';
import { type TestInvocation, testConnector, testInvocation, toyKit } from '../support/test-invocation.js';

/** An object of the external system. */
export interface Box {
  id: string;
  mark: string;
  label: string;
  size: number;
  modifiedDate: string;
}

export const boxType = recordType('boxes', 'Box', { label: text('Label'), size: int('Size').optional() });

/**
 * An external system of boxes and files, in memory; it outlives the processes that write to it.
 * @param areMarked false where it keeps no mark, so that boxes are told by their labels
 */
export function createBoxes({ areMarked = true } = {}) {
  const boxes: Box[] = [];
  const files: { id: string; mark: string; name: string; parentId: string }[] = [];
  const writes: string[] = [];
  /** Attempts that a box with this label still refuses. */
  const busy = new Map<string, number>();
  /** What it says to whoever would make a box with this label, or a file with this name. */
  const refusals = new Map<string, () => Error>();
  /** Fields that it does not take of a box with this label, with its words. */
  const refusedFields = new Map<string, Record<string, string>>();
  return { boxes, files, writes, busy, refusals, refusedFields, areMarked };
}

export type Boxes = ReturnType<typeof createBoxes>;
type Call = <Result>(effect: () => Result | Promise<Result>) => Promise<Result>;

/** A label `bad` is refused, as a field the system validates would be; a box that is busy may be changed later. */
export function boxConnector(
  { boxes, files, writes, busy, refusals, refusedFields, areMarked }: Boxes,
  call: Call,
): Connector {
  const written = ({ id, modifiedDate, label }: Box) => {
    const refused = refusedFields.get(label);
    return { id, modifiedDate, ...(refused && { refused }) };
  };
  const requireIdle = (name: string) => {
    const left = busy.get(name) ?? 0;
    busy.set(name, left - 1);
    if (left > 0) throw new RateLimitedError('Toy says: later.', 60, { isOfOneObject: true });
  };
  const requireTaken = (name: string) => {
    const refusal = refusals.get(name);
    if (refusal) throw refusal();
  };
  const boxLoader = toyKit.loader({
    loads: boxType,
    inOrderOf: ({ data, devrevId }) => data.label?.split('/')[0] ?? devrevId,
    create: ({ item, key }) =>
      call(() => {
        if (item.data.label === 'bad') throw new RecordError('Toy says: label is reserved. Change it.');
        requireIdle(item.data.label ?? '');
        requireTaken(item.data.label ?? '');
        const box: Box = {
          id: `box-${boxes.length + 1}`,
          mark: key,
          label: item.data.label ?? '',
          size: item.data.size ?? 0,
          modifiedDate: '2026-02-01T00:00:00.000Z',
        };
        boxes.push(box);
        writes.push(`create ${box.label}`);
        return written(box);
      }),
    async find({ key, item, isTaken }) {
      const alike = await call(() =>
        boxes.filter(({ mark, label }) => (areMarked ? mark === key : label === item.data.label)),
      );
      for (const box of alike) if (areMarked || !(await isTaken(box.id))) return written(box);
      return undefined;
    },
    update: {
      read: ({ id }) =>
        call(() => {
          const box = boxes.find((candidate) => candidate.id === id);
          return box && { modifiedDate: box.modifiedDate, data: { label: box.label, size: box.size } };
        }),
      write: ({ id, changes }) =>
        call(() => {
          const box = boxes.find((candidate) => candidate.id === id);
          if (!box) throw new Error(`There is no ${id}.`);
          Object.assign(box, changes, { modifiedDate: '2026-03-01T00:00:00.000Z' });
          writes.push(`update ${id} ${JSON.stringify(changes)}`);
          return written(box);
        }),
    },
  });
  return testConnector({
    metadata: { recordTypes: [boxType] },
    loaders: [boxLoader],
    fileLoader: {
      create: ({ file, key, open }) =>
        call(async () => {
          await open();
          requireTaken(file.fileName);
          const made = {
            id: `file-${files.length + 1}`,
            mark: key,
            name: file.fileName,
            parentId: file.parentId,
          };
          files.push(made);
          return { id: made.id };
        }),
      find: ({ key }) =>
        call(() => {
          const file = files.find(({ mark }) => mark === key);
          return file && { id: file.id };
        }),
    },
  });
}

export interface ItemLine {
  devrevId: string;
  /** A text, or a reference as the platform hands it out. */
  label?: string | { devrev: string };
  size?: number | null;
  modifiedDate?: string;
}

/** A platform that holds files of items and the list of them, under `stats`. */
export function platformWithItems(...lists: readonly (readonly ItemLine[])[]): MemoryPlatform {
  const platform = createMemoryPlatform();
  platform.state = JSON.stringify({});
  putItems(platform, 'stats', ...lists);
  return platform;
}

export function putItems(
  platform: MemoryPlatform,
  stats: string,
  ...lists: readonly (readonly ItemLine[])[]
): void {
  const entries = lists.map((items, index) => {
    const id = `${stats}-items-${index}`;
    const lines = items.map(({ devrevId, label, size, modifiedDate = '2026-01-01T00:00:00.000Z' }) =>
      JSON.stringify({
        id: { devrev: devrevId },
        created_date: '2026-01-01T00:00:00.000Z',
        modified_date: modifiedDate,
        data: { label, size },
      }),
    );
    platform.artifacts.set(id, { itemType: 'boxes', body: gzipSync(lines.join('\n')) });
    return { id, item_type: 'boxes', file_name: `${id}.jsonl.gz`, count: String(items.length) };
  });
  putStats(platform, stats, entries);
}

/** Files that hang on a box that was made outside, in a list under `stats`. */
export function putFiles(platform: MemoryPlatform, stats: string, names: readonly string[]): void {
  const lines = names.map((name) =>
    JSON.stringify({
      reference_id: `don-${name}`,
      file_name: name,
      file_type: 'text/plain',
      file_size: 4,
      url: name,
      parent_id: 'box-1',
    }),
  );
  const id = `${stats}-files`;
  platform.artifacts.set(id, { itemType: 'attachment', body: gzipSync(lines.join('\n')) });
  putStats(platform, stats, [
    { id, item_type: 'attachment', file_name: `${id}.jsonl.gz`, count: String(names.length) },
  ]);
}

export function putStats(platform: MemoryPlatform, stats: string, entries: readonly object[]): void {
  const text = entries.map((entry) => JSON.stringify(entry)).join('\n');
  platform.artifacts.set(stats, { itemType: 'stats', body: Buffer.from(text) });
}

/** One invocation in a process of its own; `died` instead of a reply when a call killed it. */
export async function load(
  platform: MemoryPlatform,
  boxes: Boxes,
  {
    type = 'START_LOADING_DATA',
    stats = 'stats',
    trouble = (): Trouble => 'none',
    prepare = (_: TestInvocation) => {},
  }: {
    type?:
      | 'START_LOADING_DATA'
      | 'CONTINUE_LOADING_DATA'
      | 'START_LOADING_ATTACHMENTS'
      | 'CONTINUE_LOADING_ATTACHMENTS';
    stats?: string;
    trouble?: (operation: Operation) => Trouble;
    prepare?: (invocation: TestInvocation) => void;
  } = {},
) {
  const { port, external, died } = platform.process(trouble);
  const event = rawEvent(type, { mode: 'LOADING', sync_unit: 'unit-don' });
  const payload = { ...event.payload, event_data: { stats_file: stats } };
  const connector = boxConnector(boxes, external);
  const invocation = testInvocation(connector, parseEvent({ ...event, payload }), port);
  prepare(invocation);
  const handled = runPhase(phaseOf(type), invocation).then(async ({ reply, onAccepted }) => {
    await port.reply(reply);
    await onAccepted();
    return reply;
  });
  const reply = await Promise.race([handled, died]);
  return { reply, lines: invocation.lines };
}
