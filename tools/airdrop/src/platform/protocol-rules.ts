/** Largest reply the platform's queue carries safely, in bytes of the request body. */
export const maxReplyBytes = 200_000;
/** Largest state document, in UTF-8 bytes of the `state` string. */
export const maxStateBytes = 1_000_000;
/** Longest error message; a longer one is cut and ends in `... N more characters`. */
export const maxErrorMessageCharacters = 10_000;
export const maxFileNameCharacters = 256;

/** Every check the platform makes, with the sentence a refusal quotes. */
export const protocolRules = {
  'known-endpoint': 'Only the endpoints of the control protocol exist.',
  'open-invocation': 'The platform is called only while an invocation is running, with its own ids.',
  'authorization-raw':
    'State, mapper, mapping and callback calls carry the service token in "Authorization" without "Bearer".',
  'authorization-bearer': 'Artifact calls carry "Authorization: Bearer <service token>".',
  'authorization-none': 'Signed upload and download URLs are called without an "Authorization" header.',
  'client-headers':
    'The callback carries X-DevRev-Client-Platform (snap-in slug), X-DevRev-Client-Id (snap-in version id) and X-DevRev-Client-Version.',
  'json-body': 'Request bodies other than uploads are JSON objects with "Content-Type: application/json".',
  'request-id':
    'Artifact calls carry event_context.request_id, state calls carry event_context.request_id_adaas.',
  'sync-unit': 'State calls name event_context.sync_unit_id, mapper calls name event_context.sync_unit.',
  'stateful-phase': 'Phases without a sync unit neither read nor write state.',
  'state-text': 'State is a JSON document encoded as a string in the field "state".',
  'state-size': `State stays below ${maxStateBytes} bytes.`,
  'no-secrets': 'Neither the service token nor a credential of the connection leaves in state or replies.',
  'prepare-fields': `An upload is prepared with file_type and file_name (at most ${maxFileNameCharacters} characters).`,
  'prepare-size': 'file_size, when given, is a whole number above 0.',
  'upload-length': 'An upload declares Content-Length; chunked transfer is refused.',
  'upload-signature': 'An upload uses the signed URL of its prepare call before it expires.',
  'upload-form':
    'An upload is multipart/form-data: every form_data field unchanged first, one part "file" last.',
  'upload-size': 'The uploaded file is not empty and has exactly the prepared file_size.',
  'upload-once': 'A confirmed artifact is not uploaded again.',
  'confirm-uploaded': 'Only a prepared and uploaded artifact is confirmed.',
  'confirm-sync-units':
    'External sync units are not confirmed: the sync they would be attached to does not exist yet.',
  'download-known': 'Only an uploaded artifact is downloaded.',
  'mapper-request': 'Mapper calls carry the fields of the mapper API with known statuses and target types.',
  'mapping-request': 'The mapping is installed for this snap-in with a blueprint the platform created.',
  'mapping-installed': 'The initial domain mapping is installed in the first event that has a state.',
  'one-reply': 'An invocation sends exactly one reply.',
  'reply-size': `A reply stays below ${maxReplyBytes} bytes.`,
  'reply-name': 'A reply carries one of the current names of its phase.',
  'reply-context':
    'A reply echoes the whole event_context unchanged; only extract_from and extract_to may be added.',
  'reply-worker-metadata': 'worker_metadata carries adaas_library_version and RFC 3339 dates.',
  'reply-data': 'event_data is an object holding what its reply name calls for.',
  'reply-delay': 'A delayed reply carries "delay", a whole number of seconds of at least 1.',
  'reply-error': `An error reply carries error.message, a string of at most ${maxErrorMessageCharacters} characters.`,
  'artifact-descriptor': 'Artifacts are listed as {id, item_type, item_count} with optional date bounds.',
  'artifact-known': 'A reply lists only artifacts this platform has prepared.',
  'artifact-uploaded': 'A reply lists only uploaded artifacts.',
  'artifact-confirmed': 'A reply lists only confirmed artifacts, external sync units excepted.',
  'artifact-content': 'A listed artifact is gzip-compressed JSON Lines, one object per line.',
  'artifact-dates': 'Date bounds of a descriptor are those of the records in its file.',
  'item-count': 'item_count is the number of records in the file.',
  'item-type':
    'item_type is a record type of the metadata of this run or the special type of the phase, in the same spelling.',
  'record-shape': 'Records have the shape of their item type.',
  'metadata-document': 'Metadata is one artifact with one record of schema_version v0.2.0.',
  'attachment-artifact': 'ssor_attachment records name artifacts that are uploaded and confirmed.',
} as const;

export type ProtocolRule = keyof typeof protocolRules;

/** One broken rule, as kept in the run's summary. */
export interface Violation {
  rule: ProtocolRule;
  message: string;
  /** Endpoint template such as `POST /callback/:id`, or `run` for a rule checked between invocations. */
  endpoint: string;
  /** Number of the invocation that was running. */
  invocation?: number;
  /** RFC 3339 UTC. */
  at: string;
}

/** Thrown by a check; answered as `status` with the sentence and the rule it comes from. */
export class Refusal extends Error {
  readonly rule: ProtocolRule;
  readonly status: number;

  constructor(rule: ProtocolRule, detail: string, status = 400) {
    super(`${detail} ${protocolRules[rule]}`);
    this.name = 'Refusal';
    this.rule = rule;
    this.status = status;
  }
}

export function refuse(rule: ProtocolRule, detail: string, status?: number): never {
  throw new Refusal(rule, detail, status);
}
