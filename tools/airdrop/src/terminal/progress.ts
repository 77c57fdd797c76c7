import { createLogUpdate } from 'log-update';
import type { RunProgress } from '../sync-run/run-options.js';
import { grouped } from './table.js';

export interface ProgressView {
  startRun(title: string, countCalls: () => number | undefined): void;
  show(progress: RunProgress): void;
  /** Leaves the screen to what follows. */
  end(): void;
}

const refreshMs = 200;

interface RunView {
  title: string;
  countCalls: () => number | undefined;
  callsBefore: number;
  startedMs: number;
  doing: string;
  invocations: number;
  records: Map<string, number>;
  files: number;
  fileBytes: number;
  notes: string[];
}

/** A block rewritten in place on a terminal, plain lines elsewhere. */
export function createProgressView(stream: NodeJS.WriteStream, now: () => number = Date.now): ProgressView {
  return stream.isTTY ? createLiveView(stream, now) : createLineView(stream);
}

function createLineView(stream: NodeJS.WritableStream): ProgressView {
  const line = (text: string) => void stream.write(`${text}\n`);
  return {
    startRun: (title) => line(title),
    show(progress) {
      const text = lineOf(progress);
      if (text !== undefined) line(`  ${text}`);
    },
    end: () => undefined,
  };
}

function lineOf(progress: RunProgress): string | undefined {
  switch (progress.type) {
    case 'invocation':
      return `${progress.number}. ${progress.eventType}`;
    case 'reply':
      return `   ${progress.eventType}, ${progress.artifacts} artifacts`;
    case 'waiting':
      return `   waiting ${progress.seconds} s`;
    case 'no-reply':
      return `   no reply: ${progress.problem.split('\n', 1)[0]}`;
    case 'violation':
      return `   refused: ${progress.message}`;
    case 'handed-out':
      return `handed out ${grouped(progress.items)} objects and ${grouped(progress.files)} files of DevRev`;
    case 'mapping':
      return 'making DevRev objects';
    case 'comparing':
      return 'comparing with the source';
    default:
      return undefined;
  }
}

function createLiveView(stream: NodeJS.WriteStream, now: () => number): ProgressView {
  const update = createLogUpdate(stream);
  let view: RunView | undefined;
  let timer: NodeJS.Timeout | undefined;
  const draw = () => {
    if (view !== undefined) update(blockOf(view, now()));
  };
  const settle = () => {
    draw();
    update.done();
  };
  return {
    startRun(title, countCalls) {
      if (view !== undefined) settle();
      view = {
        title,
        countCalls,
        callsBefore: countCalls() ?? 0,
        startedMs: now(),
        doing: '',
        invocations: 0,
        records: new Map(),
        files: 0,
        fileBytes: 0,
        notes: [],
      };
      timer ??= setInterval(draw, refreshMs).unref();
    },
    show(progress) {
      if (view !== undefined) follow(view, progress);
    },
    end() {
      clearInterval(timer);
      if (view !== undefined) settle();
      view = undefined;
    },
  };
}

function follow(view: RunView, progress: RunProgress): void {
  switch (progress.type) {
    case 'phase':
      view.doing = progress.phase.replaceAll('-', ' ');
      return;
    case 'invocation':
      view.invocations = progress.number;
      view.doing = progress.eventType;
      return;
    case 'uploaded':
      view.records.set(progress.itemType, (view.records.get(progress.itemType) ?? 0) + progress.records);
      return;
    case 'file':
      view.files += 1;
      view.fileBytes += progress.bytes;
      return;
    case 'waiting':
      view.doing = `waiting ${progress.seconds} s, as the connector asked`;
      return;
    case 'mapping':
      view.doing = 'making DevRev objects';
      return;
    case 'comparing':
      view.doing = 'comparing with the source';
      return;
    case 'no-reply':
    case 'violation':
      view.notes.push(lineOf(progress)?.trim() ?? '');
      return;
    case 'reply':
      return;
  }
}

/** Records that only carry other things along are not worth a line. */
const unlistedItemTypes = new Set(['external_sync_units', 'external_domain_metadata', 'ssor_attachment']);

function blockOf(view: RunView, nowMs: number): string {
  const seconds = Math.max(0.001, (nowMs - view.startedMs) / 1000);
  const rows: [string, string, string][] = [];
  for (const [itemType, count] of view.records) {
    if (unlistedItemTypes.has(itemType)) continue;
    rows.push([itemType, grouped(count), `${grouped(Math.round(count / seconds))}/s`]);
  }
  if (view.files > 0) rows.push(['files', grouped(view.files), `${(view.fileBytes / 1e6).toFixed(1)} MB`]);
  const widths = [0, 1, 2].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  const calls = view.countCalls();
  return [
    `${view.title}: ${view.doing}`,
    ...rows.map(
      ([name, count, rate]) =>
        `  ${name.padEnd(widths[0] ?? 0)}  ${count.padStart(widths[1] ?? 0)}  ${rate.padStart(widths[2] ?? 0)}`,
    ),
    ...view.notes.slice(-3).map((note) => `  ${note}`),
    [
      ...(calls === undefined ? [] : [`${grouped(calls - view.callsBefore)} calls`]),
      `${view.invocations} invocations`,
      `${Math.round(seconds)} s`,
    ].join(', '),
  ].join('\n');
}
