/** The event that starts a phase, reading data unless told otherwise, with all addresses at the given platform. */
export function startEvent(
  platformUrl: string,
  unitId: string,
  connection: object = {},
  eventType = 'START_EXTRACTING_DATA',
): unknown {
  return {
    context: {
      secrets: { service_account_token: 'bench-service-token' },
      snap_in_id: 'don:integration:dvrv-us-1:devo/1:snap_in/bench',
      snap_in_version_id: 'don:integration:dvrv-us-1:devo/1:snap_in_package/p:snap_in_version/v1',
    },
    execution_metadata: { devrev_endpoint: platformUrl, function_name: 'extraction' },
    input_data: { global_values: {}, event_sources: {} },
    payload: {
      connection_data: { key: JSON.stringify(connection), org_id: 'bench', org_name: 'Bench' },
      event_type: eventType,
      event_context: {
        callback_url: `${platformUrl}/callback`,
        worker_data_url: `${platformUrl}/internal/airdrop.external-worker`,
        mode: 'INITIAL',
        request_id: 'r1',
        request_id_adaas: 'r2',
        run_id: '1',
        sync_unit_id: 'u1',
        external_sync_unit_id: unitId,
        external_sync_unit_name: 'Bench',
        snap_in_slug: 'airdrop-bench',
        snap_in_version_id: 'v1',
      },
    },
  };
}
