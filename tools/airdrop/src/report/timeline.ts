import path from 'node:path';
import { readFileIfPresent } from '../platform/atomic-file.js';
import { isJsonObject, type JsonObject } from '../platform/json-shape.js';
import { type Phase, phaseOfEvent, type ReplyKind, replyKindOf } from '../platform/protocol-names.js';

/** One invocation of the connector as the platform and the connector's log saw it. */
export interface InvocationRecord {
  number: number;
  phase: Phase | 'unknown';
  /** RFC 3339 UTC. */
  startedDate: string;
  /** Null when no reply came: the process was killed or gave up. */
  endedDate: string | null;
  ending: ReplyKind | 'no reply';
  /** Sentence of an error reply. */
  error?: string;
  /** Wait the connector asked for, seconds. */
  delaySeconds?: number;
  /** Artifacts listed in the reply. */
  artifacts: number;
  calls: number;
  callsByEndpoint: Record<string, number>;
  /** Time spent waiting for the external system's limits, seconds; absent when the log does not say. */
  waitSeconds?: number;
  /** What was used of each of the external system's budgets, by name. */
  budgets: Record<string, BudgetUse>;
  skipped: number;
  /** Rich text the external system has and DevRev has no form for, by item type, field and kind. */
  losses: Record<string, number>;
}

/** Units spent of a budget that gives `capacity` units per `perSeconds`. */
export interface BudgetUse {
  spent: number;
  capacity: number;
  perSeconds: number;
}

/** Every invocation of a run in order. @param directory of the run */
export async function readTimeline(directory: string): Promise<InvocationRecord[]> {
  const [events, replies, log] = await Promise.all(
    ['events.jsonl', 'replies.jsonl', 'connector.log'].map((name) => jsonLines(path.join(directory, name))),
  );
  const replyOf = new Map((replies ?? []).map((line) => [line.invocation, line]));
  const figuresOf = new Map(
    (log ?? [])
      .filter(({ message }) => message === 'invocation finished')
      .map((line) => [line.request_id, line]),
  );
  return (events ?? []).map((line) => {
    const payload = memberOf(memberOf(line, 'event'), 'payload');
    const reply = replyOf.get(line.invocation);
    const requestId = memberOf(payload, 'event_context').request_id;
    return invocationRecord(line, payload, reply, figuresOf.get(requestId) ?? {});
  });
}

function invocationRecord(
  line: JsonObject,
  payload: JsonObject,
  reply: JsonObject | undefined,
  figures: JsonObject,
): InvocationRecord {
  const phase = phaseOfEvent(String(payload.event_type));
  const body = memberOf(reply ?? {}, 'reply');
  const data = memberOf(body, 'event_data');
  const error = memberOf(data, 'error').message;
  const artifacts = Array.isArray(data.artifacts) ? data.artifacts.length : 0;
  return {
    number: Number(line.invocation),
    phase: phase ?? 'unknown',
    startedDate: String(line.at),
    endedDate: reply === undefined ? null : String(reply.at),
    ending: (reply && phase && replyKindOf(phase, String(body.event_type))) ?? 'no reply',
    ...(typeof error === 'string' && { error }),
    ...(typeof data.delay === 'number' && { delaySeconds: data.delay }),
    artifacts,
    calls: countOf(figures.calls),
    callsByEndpoint: countsOf(figures.calls_by_endpoint),
    ...(typeof figures.wait_seconds === 'number' && { waitSeconds: figures.wait_seconds }),
    budgets: budgetsOf(figures.budgets),
    skipped: countOf(figures.skipped),
    losses: countsOf(figures.rich_text_losses),
  };
}

/** Lines that are JSON objects; a line cut short by a kill is left out. */
async function jsonLines(file: string): Promise<JsonObject[]> {
  const text = (await readFileIfPresent(file)) ?? '';
  return text.split('\n').flatMap((line) => {
    try {
      const value: unknown = JSON.parse(line);
      return isJsonObject(value) ? [value] : [];
    } catch {
      return [];
    }
  });
}

function memberOf(holder: JsonObject, name: string): JsonObject {
  const member = holder[name];
  return isJsonObject(member) ? member : {};
}

function budgetsOf(value: unknown): Record<string, BudgetUse> {
  if (!isJsonObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, use]) =>
      isJsonObject(use)
        ? [
            [
              name,
              {
                spent: countOf(use.spent),
                capacity: countOf(use.capacity),
                perSeconds: countOf(use.per_seconds),
              },
            ],
          ]
        : [],
    ),
  );
}

function countOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

function countsOf(value: unknown): Record<string, number> {
  return isJsonObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, count]) => [key, countOf(count)]))
    : {};
}
