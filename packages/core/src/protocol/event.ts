import * as z from 'zod/mini';
import { PlatformError } from '../errors.js';
import { isJsonObject } from '../json-value.js';
import { canonicalEventType, type IncomingEventType } from './event-names.js';

/**
 * Only what core reads; everything else is kept and echoed. Official acceptance payloads leave out most fields,
 * so nothing but the reply address, the token and the event type is required.
 */
const eventContextSchema = z.looseObject({
  callback_url: z.string(),
  worker_data_url: z.optional(z.nullable(z.string())),
  request_id: z.optional(z.nullable(z.string())),
  request_id_adaas: z.optional(z.nullable(z.string())),
  uuid: z.optional(z.nullable(z.string())),
  sync_unit: z.optional(z.nullable(z.string())),
  sync_unit_id: z.optional(z.nullable(z.string())),
  mode: z.optional(z.nullable(z.string())),
  run_id: z.optional(z.nullable(z.string())),
  sync_run_id: z.optional(z.nullable(z.string())),
  snap_in_slug: z.optional(z.nullable(z.string())),
  snap_in_version_id: z.optional(z.nullable(z.string())),
  external_sync_unit_id: z.optional(z.nullable(z.string())),
  external_sync_unit: z.optional(z.nullable(z.string())),
  external_sync_unit_name: z.optional(z.nullable(z.string())),
  extract_from: z.optional(z.nullable(z.string())),
  extract_to: z.optional(z.nullable(z.string())),
  reset_extract_from: z.optional(z.nullable(z.boolean())),
  extraction_start_time: z.optional(z.unknown()),
  extraction_end_time: z.optional(z.unknown()),
});

const eventSchema = z.looseObject({
  context: z.looseObject({
    secrets: z.looseObject({ service_account_token: z.string() }),
    snap_in_id: z.optional(z.nullable(z.string())),
    snap_in_version_id: z.optional(z.nullable(z.string())),
  }),
  execution_metadata: z.optional(
    z.nullable(
      z.looseObject({
        devrev_endpoint: z.optional(z.nullable(z.string())),
        function_name: z.optional(z.nullable(z.string())),
      }),
    ),
  ),
  payload: z.looseObject({
    connection_data: z.optional(
      z.nullable(
        z.looseObject({
          key: z.optional(z.nullable(z.string())),
          org_id: z.optional(z.nullable(z.string())),
          org_name: z.optional(z.nullable(z.string())),
        }),
      ),
    ),
    event_type: z.string(),
    event_context: eventContextSchema,
    event_data: z.optional(z.nullable(z.looseObject({}))),
  }),
  input_data: z.optional(z.nullable(z.looseObject({}))),
});

export type EventContext = z.infer<typeof eventContextSchema>;

/** One incoming event after validation. */
export interface AirdropEvent {
  /** Undefined for an event type this version does not know. */
  type: IncomingEventType | undefined;
  /** The name as it was sent. */
  sentType: string;
  /** Echoed back whole in the reply. */
  context: EventContext;
  serviceAccountToken: string;
  /** Base of all `/internal/…` routes, without a trailing slash; empty when the event names none. */
  devrevEndpoint: string;
  snapInId: string;
  snapInVersionId: string;
  connectionKey: string;
  organizationId: string;
  organizationName: string;
  /** What comes with the event beside its context, such as the list of files to load. */
  data: Readonly<Record<string, unknown>>;
  /** What the organization has set for the snap-in: `inputs.organization` of its manifest. */
  settings: Readonly<Record<string, unknown>>;
}

/**
 * @throws PlatformError naming the fields that are missing or of the wrong type, never their values.
 */
export function parseEvent(raw: unknown): AirdropEvent {
  const result = eventSchema.safeParse(raw);
  if (!result.success) {
    const problems = result.error.issues.map(
      (issue) => `${issue.path.join('.') || 'event'}: ${issue.message}`,
    );
    throw new PlatformError(
      `The event could not be read (${problems.slice(0, 5).join('; ')}). No sync was started; check what sent it.`,
      { code: 'malformed_event' },
    );
  }
  return toEvent(result.data);
}

/**
 * The event without the fields that {@link parseEvent} refuses: enough to tell the platform that they are wrong.
 * Undefined when it lacks even an address or a credential for that.
 */
export function answerableEvent(raw: unknown): AirdropEvent | undefined {
  const problems = eventSchema.safeParse(raw).error?.issues ?? [];
  const copy: unknown = structuredClone(raw);
  for (const { path } of problems) removeAt(copy, path);
  const rest = eventSchema.safeParse(copy);
  return rest.success ? toEvent(rest.data) : undefined;
}

function removeAt(value: unknown, [key, ...deeper]: readonly PropertyKey[]): void {
  if (typeof key !== 'string' || !isJsonObject(value)) return;
  if (deeper.length === 0) delete value[key];
  else removeAt(value[key], deeper);
}

function toEvent({
  context,
  execution_metadata: execution,
  input_data: input,
  payload,
}: z.infer<typeof eventSchema>): AirdropEvent {
  return {
    type: canonicalEventType(payload.event_type),
    sentType: payload.event_type,
    context: payload.event_context,
    serviceAccountToken: context.secrets.service_account_token,
    devrevEndpoint: (execution?.devrev_endpoint ?? '').replace(/\/+$/, ''),
    snapInId: context.snap_in_id ?? '',
    snapInVersionId: context.snap_in_version_id ?? payload.event_context.snap_in_version_id ?? '',
    connectionKey: payload.connection_data?.key ?? '',
    organizationId: payload.connection_data?.org_id ?? '',
    organizationName: payload.connection_data?.org_name ?? '',
    data: payload.event_data ?? {},
    settings: isJsonObject(input?.global_values) ? input.global_values : {},
  };
}
