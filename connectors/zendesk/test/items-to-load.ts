import type { LoadFile, LoadItem } from '@airdrop-connectors/core';

/** A mark as core makes them. */
export const key = 'a1b2c3d4e5f6a1b2c3d4e5f6';

export const itemOf = (data: object, itemType = 'ticket_any'): LoadItem<object> => ({
  devrevId: 'don:core:dvrv-us-1:devo/local:ticket/1',
  itemType,
  createdDate: '2025-11-03T12:00:00.000Z',
  modifiedDate: '2025-11-03T12:00:00.000Z',
  data: data as LoadItem<object>['data'],
});

/** A file on a ticket. */
export const fileOn = (ticketId: string, content: Buffer): LoadFile => ({
  devrevId: 'don:core:dvrv-us-1:devo/local:artifact/1',
  fileName: 'a.txt',
  contentType: 'text/plain',
  bytes: content.length,
  parentId: ticketId,
  parentType: 'ticket',
  createdDate: '',
});
