import { connectionFields } from '../connector/connection.js';
import type { Connector } from '../connector/kit.js';
import { createLogger, type Logger, type LogSink } from '../log/logger.js';
import { createRedactor, type Redactor } from '../log/redact.js';
import type { AirdropEvent } from '../protocol/event.js';

/** Fields of the event that identify a sync in the log; none of them is a credential. */
const logFields = [
  'run_id',
  'request_id',
  'sync_unit_id',
  'external_sync_unit_id',
  'snap_in_slug',
  'mode',
] as const;

/** @param release which code runs */
export function eventLogger(
  event: AirdropEvent,
  redactor: Redactor,
  sink: LogSink,
  release: string | undefined,
): Logger {
  const fields = Object.fromEntries(logFields.map((name) => [name, event.context[name]]));
  return createLogger(sink, redactor, { event_type: event.sentType, ...fields, release });
}

/** Knows the platform's credential, and the key of the connection where it is no list of fields. */
export function eventRedactor(event: AirdropEvent): Redactor {
  const redactor = createRedactor();
  redactor.addSecret(event.serviceAccountToken);
  const fields = connectionFields(event.connectionKey);
  if (Object.keys(fields).length === 0 || fields.access_token === event.connectionKey)
    redactor.addSecret(event.connectionKey);
  return redactor;
}

/**
 * Makes the credentials among the fields of the connection known, before anything of the connector may be told.
 * @param connector undefined when it could not be loaded: every field counts as one then
 */
export function addConnectionSecrets(
  redactor: Redactor,
  event: AirdropEvent,
  connector: Pick<Connector, 'connection'> | undefined,
): void {
  const fields = connectionFields(event.connectionKey);
  for (const name of connector?.connection.secretFields ?? Object.keys(fields)) {
    const value = fields[name];
    if (typeof value === 'string') redactor.addSecret(value);
  }
}
