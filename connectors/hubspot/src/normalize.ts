import {
  type ItemOf,
  type MetadataDocument,
  type RecordTypeDocument,
  toUtcTimestamp,
} from '@airdrop-connectors/core';
import { type CrmObject, objectSchema } from './api-types.js';
import { customPropertiesIn } from './custom-fields.js';
import { customValues } from './custom-values.js';
import { anyMember } from './declared-types.js';
import { parse } from './parse.js';
import { companies, contacts, customObjects, deals, tickets } from './record-types.js';
import { stageOf } from './stages.js';
import type { FoundObject } from './streams/object-page.js';
import { bodyOf, listOf, momentOrNull, present } from './values.js';

/** What is known about the portal while its records are normalized. */
export interface PortalContext {
  /** As this run has declared them. */
  recordTypes: MetadataDocument['record_types'];
  /** Code of the currency of the company, where it is known and wanted. */
  companyCurrency?: string | undefined;
}

/** Records whose properties the portal adds to. */

export function contactItem(found: FoundObject, { recordTypes }: PortalContext): ItemOf<typeof contacts> {
  const { object, properties, dated } = opened(found, 'contact');
  const itemType = contacts.itemType(anyMember);
  const { values, others } = customValues(recordTypes[itemType]?.fields ?? {}, properties);
  const email = present(properties.email);
  const name = [properties.firstname, properties.lastname].map(present).filter(Boolean).join(' ');
  return contacts.item({
    itemType,
    ...dated,
    data: {
      name: name || email || `Contact ${object.id}`,
      email,
      other_emails: listOf(properties.hs_additional_emails),
      phone: present(properties.phone),
      company: present(properties.associatedcompanyid),
      owner: present(properties.hubspot_owner_id),
      lifecycle_stage: present(properties.lifecyclestage),
      ...common(found, object, others),
    },
    dynamicData: values,
  });
}

export function companyItem(found: FoundObject, { recordTypes }: PortalContext): ItemOf<typeof companies> {
  const { object, properties, dated } = opened(found, 'company');
  const itemType = companies.itemType(anyMember);
  const { values, others } = customValues(recordTypes[itemType]?.fields ?? {}, properties);
  const domain = present(properties.domain);
  return companies.item({
    itemType,
    ...dated,
    data: {
      name: present(properties.name) ?? domain ?? `Company ${object.id}`,
      domain,
      other_domains: listOf(properties.hs_additional_domains),
      owner: present(properties.hubspot_owner_id),
      ...common(found, object, others),
    },
    dynamicData: values,
  });
}

const longestTitle = 80;

export function ticketItem(found: FoundObject, { recordTypes }: PortalContext): ItemOf<typeof tickets> {
  const { object, properties, dated } = opened(found, 'ticket');
  const itemType = tickets.itemType(anyMember);
  const fields = recordTypes[itemType]?.fields ?? {};
  const { values, others } = customValues(fields, properties);
  const { stage, undeclared } = stageOf(present(properties.hs_pipeline_stage), fields.stage);
  const content = present(properties.content);
  return tickets.item({
    itemType,
    ...dated,
    data: {
      subject:
        present(properties.subject)?.trim() ||
        content?.slice(0, longestTitle).trim() ||
        `Ticket #${object.id}`,
      description: bodyOf(content),
      pipeline: present(properties.hs_pipeline),
      stage,
      priority: oneOf(['LOW', 'MEDIUM', 'HIGH', 'URGENT'], properties.hs_ticket_priority, 'Priority', others),
      categories: listOf(properties.hs_ticket_category),
      owner: present(properties.hubspot_owner_id),
      team: present(properties.hubspot_team_id),
      contacts: idsOf(found, 'contacts'),
      company: idsOf(found, 'companies')[0] ?? null,
      tags: listOf(properties.hs_tag_ids),
      source: present(properties.source_type),
      closed_at: momentOrNull(properties.closed_date),
      created_by: present(properties.hs_created_by_user_id),
      ...common(found, object, others),
    },
    dynamicData: { ...values, ...undeclared },
  });
}

const forecasts = ['OMIT', 'PIPELINE', 'BEST_CASE', 'COMMIT', 'CLOSED'] as const;

export function dealItem(
  found: FoundObject,
  { recordTypes, companyCurrency }: PortalContext,
): ItemOf<typeof deals> {
  const { object, properties, dated } = opened(found, 'deal');
  const itemType = deals.itemType(anyMember);
  const fields = recordTypes[itemType]?.fields ?? {};
  const { values, others } = customValues(fields, properties);
  const { stage, undeclared } = stageOf(present(properties.dealstage), fields.stage);
  const amount = present(properties.amount);
  return deals.item({
    itemType,
    ...dated,
    data: {
      name: present(properties.dealname) ?? `Deal ${object.id}`,
      pipeline: present(properties.pipeline),
      stage,
      amount,
      // An amount that names none is in that of the company.
      currency: amount === null ? null : (present(properties.deal_currency_code) ?? companyCurrency ?? null),
      amount_in_company_currency: present(properties.amount_in_home_currency),
      close_date: momentOrNull(properties.closedate),
      forecast: oneOf(forecasts, properties.hs_forecast_category, 'Forecast category', others),
      owner: present(properties.hubspot_owner_id),
      company: idsOf(found, 'companies')[0] ?? null,
      contacts: idsOf(found, 'contacts'),
      ...common(found, object, others),
    },
    dynamicData: { ...values, ...undeclared },
  });
}

/** The property that people know a record by is declared first. */
export function customObjectItem(
  found: FoundObject,
  itemType: string,
  declared: RecordTypeDocument | undefined,
): ItemOf<typeof customObjects> {
  const { object, properties, dated } = opened(found, 'custom object');
  const fields = declared?.fields ?? {};
  const { values, others } = customValues(fields, properties);
  const [nameProperty = ''] = customPropertiesIn(fields);
  return customObjects.item({
    itemType,
    ...dated,
    data: {
      name: present(properties[nameProperty]) ?? `${declared?.name ?? 'Record'} ${object.id}`,
      owner: present(properties.hubspot_owner_id),
      tickets: idsOf(found, 'tickets'),
      deals: idsOf(found, 'deals'),
      companies: idsOf(found, 'companies'),
      contacts: idsOf(found, 'contacts'),
      ...common(found, object, others),
    },
    dynamicData: values,
  });
}

/**
 * A record in its validated form with its dates, which merged ones share with what they have become. What moves no date
 * in HubSpot does so here: DevRev may take a record of the same date for one that it has.
 */
export function opened(found: FoundObject, what: string) {
  const object = parse(objectSchema, found.raw, what);
  const createdDate = toUtcTimestamp(object.createdAt) ?? object.createdAt;
  const [modifiedDate = createdDate] = [
    createdDate,
    object.updatedAt,
    found.archivedAt ?? '',
    found.noticedAt ?? '',
  ]
    .map((date) => toUtcTimestamp(date) ?? date)
    .sort()
    .reverse();
  return {
    object,
    properties: object.properties,
    dated: {
      id: found.id,
      createdDate,
      modifiedDate,
    },
  };
}

function common(found: FoundObject, object: CrmObject, others: string[]) {
  return {
    archived: object.archived === true || found.mergedInto !== undefined,
    merged_into: found.mergedInto ?? null,
    merged_ids: found.mergedInto === undefined ? listOf(object.properties.hs_merged_object_ids) : [],
    other_values: others,
    item_url_field: object.url ?? null,
  };
}

export function idsOf({ related }: FoundObject, type: string): string[] {
  return (related[type] ?? []).map(({ id }) => id);
}

/** One of the values HubSpot documents; any other is kept beside them. */
function oneOf<const Value extends string>(
  values: readonly Value[],
  value: string | null | undefined,
  name: string,
  others: string[],
): Value | null {
  const found = values.find((known) => known === value);
  if (found === undefined && present(value) !== null) others.push(`${name}: ${value}`);
  return found ?? null;
}
