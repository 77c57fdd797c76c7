'use strict';

/**
 * A snap-in written by hand, because core cannot be made to do this: it lists what can be synced and then replies
 * twice. One run of it gets no further.
 */
exports.functionFactory = {
  async extraction([event]) {
    const { callback_url: callbackUrl } = event.payload.event_context;
    const { snap_in_slug: slug, snap_in_version_id: version } = event.payload.event_context;
    const reply = (eventType, data) =>
      fetch(callbackUrl, {
        method: 'POST',
        headers: {
          authorization: event.context.secrets.service_account_token,
          'content-type': 'application/json',
          'x-devrev-client-platform': slug,
          'x-devrev-client-id': version,
          'x-devrev-client-version': '1.0.0',
        },
        body: JSON.stringify({
          event_type: eventType,
          event_context: event.payload.event_context,
          event_data: data,
          worker_metadata: { adaas_library_version: '1.0.0' },
        }),
      });
    await reply('EXTERNAL_SYNC_UNIT_EXTRACTION_DONE', { artifacts: [] });
    await reply('EXTERNAL_SYNC_UNIT_EXTRACTION_ERROR', { error: { message: 'On second thoughts, no.' } });
  },
};
