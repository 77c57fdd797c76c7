import { randomUUID } from 'node:crypto';
import type { JsonObject } from './json-shape.js';
import type { Phase, ReplyKind } from './protocol-names.js';

/** The event a snap-in function receives, protocol members only. */
export interface AirdropEvent {
  context: JsonObject & { snap_in_id: string; secrets: { service_account_token: string } };
  execution_metadata: JsonObject & { devrev_endpoint: string; function_name: string };
  input_data: JsonObject;
  payload: JsonObject & {
    connection_data: JsonObject & { key: string };
    event_type: string;
    event_context: EventContext;
  };
}

export type EventContext = JsonObject & {
  callback_url: string;
  worker_data_url: string;
  request_id: string;
  request_id_adaas: string;
  sync_unit: string;
  sync_unit_id: string;
  import_slug: string;
  snap_in_slug: string;
  snap_in_version_id: string;
};

/** An artifact as a reply lists it; may carry date bounds. */
export type ArtifactDescriptor = JsonObject & {
  id: string;
  item_type: string;
  item_count: number;
};

/** A reply that kept all rules. */
export interface AcceptedReply {
  eventType: string;
  kind: ReplyKind;
  /** Empty for replies that list none. */
  artifacts: ArtifactDescriptor[];
  /** Of a delayed reply. */
  delaySeconds?: number;
  /** Of an error reply. */
  errorMessage?: string;
  body: JsonObject;
}

/** One event on its way: from the moment the event exists until the snap-in process has ended. */
export interface Invocation {
  number: number;
  /** Last part of its callback URL. */
  callbackId: string;
  phase: Phase;
  event: AirdropEvent;
  /** Set once a reply was accepted. */
  reply?: AcceptedReply;
  /** Body of the reply being decided or already accepted, to tell a second reply from a repeated one. */
  replyText?: string;
  /** Settles when the decision about `replyText` has been made. */
  decision?: Promise<void>;
  /** Whether the answer to the accepted reply reached the snap-in. */
  replyAnswered: boolean;
}

export interface InvocationDesk {
  current(): Invocation | undefined;
  /** Makes the invocation whose event `build` returns the running one. */
  open(phase: Phase, build: (ids: InvocationIds) => AirdropEvent): Invocation;
  close(invocation: Invocation): void;
  /** True for a request id of an invocation that has ended: what still arrives of it comes from a dead process. */
  isPast(requestId: string): boolean;
}

/** Ids the event of one invocation carries; all different, so that mixing them up is noticed. */
export interface InvocationIds {
  number: number;
  callbackId: string;
  requestId: string;
  stateRequestId: string;
}

/** Keeps track of the one invocation that may call the platform at a time. */
export function createInvocationDesk(): InvocationDesk {
  let open: Invocation | undefined;
  let opened = 0;
  const past = new Set<string>();
  return {
    current: () => open,
    open(phase, build) {
      if (open !== undefined) throw new Error(`Invocation ${open.number} is still running.`);
      opened += 1;
      const ids = {
        number: opened,
        callbackId: randomUUID(),
        requestId: randomUUID(),
        stateRequestId: randomUUID(),
      };
      open = {
        number: opened,
        callbackId: ids.callbackId,
        phase,
        event: build(ids),
        replyAnswered: false,
      };
      return open;
    },
    close(invocation) {
      const { request_id: requestId, request_id_adaas: stateRequestId } =
        invocation.event.payload.event_context;
      for (const id of [requestId, stateRequestId]) if (id) past.add(id);
      if (open === invocation) open = undefined;
    },
    isPast: (requestId) => past.has(requestId),
  };
}
