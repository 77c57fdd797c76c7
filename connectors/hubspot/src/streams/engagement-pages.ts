import type { StreamContext } from '@airdrop-connectors/core';
import type { HubspotClient } from '../client.js';
import { idsOf } from '../normalize.js';
import type { ObjectType } from '../object-types.js';
import { type FileOf, filesOf } from './engagement-files.js';
import type { ObjectCursor } from './object-cursor.js';
import type { FoundObject } from './object-page.js';
import { walkObjects } from './object-walk.js';
import { ticketsInUnit } from './unit.js';

/** Engagements that are worked on together; their bodies can be long. */
const together = 1_000;

export interface EngagementPage {
  records: { engagements: FoundObject[]; attachments: FileOf[] };
  cursor: ObjectCursor;
}

/**
 * Engagements of one type with their files. One that hangs on a ticket belongs where the ticket does.
 * @param wanted those of a page that are delivered; all when not given
 */
export async function* engagementPages(
  {
    client,
    externalSyncUnit,
    scope,
    window,
    cursor,
  }: StreamContext<HubspotClient> & { cursor: ObjectCursor | undefined },
  type: ObjectType,
  wanted: (engagements: FoundObject[]) => Promise<FoundObject[]> = async (engagements) => engagements,
): AsyncGenerator<EngagementPage, void, void> {
  const walk = {
    type,
    properties: type.properties,
    withHistory: false,
    labelled: [],
    together,
  };
  for await (const { objects, cursor: reached } of walkObjects(client, walk, { window, cursor })) {
    const isInUnit = await ticketsInUnit(
      client,
      externalSyncUnit,
      objects.flatMap((found) => idsOf(found, 'tickets')),
    );
    const inUnit = objects.filter((found) => {
      const [ticket] = idsOf(found, 'tickets');
      return ticket === undefined || isInUnit(ticket);
    });
    const engagements = await wanted(inUnit);
    yield {
      records: {
        engagements,
        attachments: scope.includes('attachments') ? await filesOf(client, engagements) : [],
      },
      cursor: reached,
    };
  }
}
