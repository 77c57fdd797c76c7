import { type AirdropEvent, parseEvent } from '../../src/protocol/event.js';

/** An event as the platform sends it; `context` and `type` are what tests vary. */
export function rawEvent(
  type: string,
  context: Readonly<Record<string, unknown>> = {},
  endpoint = 'http://127.0.0.1:1',
) {
  return {
    context: {
      secrets: { service_account_token: 'canary-service-token' },
      snap_in_id: 'don:integration:dvrv-us-1:devo/1:snap_in/abc',
      snap_in_version_id: 'don:integration:dvrv-us-1:devo/1:snap_in_package/p:snap_in_version/v3',
    },
    execution_metadata: { devrev_endpoint: `${endpoint}/`, function_name: 'extraction' },
    input_data: { global_values: {}, event_sources: {} },
    payload: {
      connection_data: { key: '{"token":"canary-source-token"}', org_id: 'acme', org_name: 'Acme' },
      event_type: type,
      event_context: {
        callback_url: `${endpoint}/callback`,
        worker_data_url: `${endpoint}/internal/airdrop.external-worker`,
        mode: 'INITIAL',
        request_id: 'r1',
        request_id_adaas: 'r2',
        run_id: '17',
        sync_unit_id: 'y',
        external_sync_unit_id: 'PROJ',
        external_sync_unit_name: 'Project',
        snap_in_slug: 'airdrop-toy-snap-in',
        snap_in_version_id: 'v3',
        ...context,
      },
    },
  };
}

export function testEvent(...parameters: Parameters<typeof rawEvent>): AirdropEvent {
  return parseEvent(rawEvent(...parameters));
}
