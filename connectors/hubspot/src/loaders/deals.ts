import { type LoadedData, sameMoment } from '@airdrop-connectors/core';
import { kit } from '../kit.js';
import { dealItem } from '../normalize.js';
import { objectTypes } from '../object-types.js';
import { deals } from '../record-types.js';
import { declaredDeals } from './declared-fields.js';
import { type PipelineRecords, pipelineRecords } from './pipeline-records.js';
import { heldPeople } from './relations.js';

/** DevRev hands out no amounts: they are parts of a value that it keeps as a whole. */
const records: PipelineRecords<LoadedData<typeof deals>> = {
  type: objectTypes.deals,
  declared: declaredDeals,
  pipeline: 'pipeline',
  stage: 'dealstage',
  fieldOf: {
    dealname: 'name',
    closedate: 'close_date',
    hs_forecast_category: 'forecast',
    hubspot_owner_id: 'owner',
  },
  needed: ['dealname', 'dealstage'],

  properties: ({ name, close_date: closeDate, forecast, owner }) => ({
    ...(name !== undefined && { dealname: name || 'Made in DevRev' }),
    ...(closeDate !== undefined && { closedate: closeDate ?? '' }),
    ...(forecast !== undefined && { hs_forecast_category: forecast ?? '' }),
    ...(owner !== undefined && { hubspot_owner_id: owner ?? '' }),
  }),

  texts: () => [],

  held(found, { recordTypes }, ours) {
    const {
      name,
      stage,
      close_date: closeDate,
      forecast,
      owner,
      contacts,
      company,
    } = dealItem(found, {
      recordTypes,
    }).data;
    return {
      name,
      stage,
      close_date: sameMoment(ours.close_date, closeDate ?? null),
      // DevRev has no opportunity without a category: one without is shown as this.
      forecast: forecast ?? (ours.forecast === null ? null : 'PIPELINE'),
      owner,
      ...heldPeople(ours, { contacts, company }),
    };
  },
};

const { create, find, read, write } = pipelineRecords(records);

export const dealLoader = kit.loader({ loads: deals, create, find, update: { read, write } });
