import { sameElements } from '@airdrop-connectors/core';
import type { NewAssociation } from '../api/writing.js';
import type { HubspotClient } from '../client.js';

/**
 * Types of associations that HubSpot has made, by what they begin and end at; those of companies make a company the first
 * one. https://developers.hubspot.com/docs/guides/api/crm/associations/associations-v4#association-type-id-values
 */
const typeIds: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  tickets: { contacts: 16, companies: 26 },
  deals: { contacts: 3, companies: 5 },
  notes: { tickets: 228, deals: 214, companies: 190, contacts: 202 },
  tasks: { tickets: 230, deals: 216, companies: 192, contacts: 204 },
};

/** For a record that is to be made. */
export function newAssociations(
  from: string,
  targets: Readonly<Record<string, readonly string[]>>,
): NewAssociation[] {
  return Object.entries(targets).flatMap(([type, ids]) =>
    ids.map((to) => ({ to, typeId: typeId(from, type) })),
  );
}

/** Makes a record belong to these and to no others of a type. No date of it moves. */
export async function relate(
  client: HubspotClient,
  [from, id]: readonly [string, string],
  to: string,
  { wanted, held }: { wanted: readonly string[]; held: readonly string[] },
): Promise<void> {
  // One after the other: a company that is the first one has to have lost its place before another can take it.
  for (const other of held) if (!wanted.includes(other)) await client.dissociate([from, id], [to, other]);
  for (const other of wanted)
    if (!held.includes(other))
      await client.associate([from, id], [to, other], { typeId: typeId(from, to), isDefined: true });
}

/** Contacts and company, where an item has them. */
export function heldPeople(
  ours: Readonly<Record<string, unknown>>,
  theirs: { contacts?: unknown; company?: unknown },
) {
  const contacts = Array.isArray(theirs.contacts) ? (theirs.contacts as string[]) : [];
  return {
    contacts: sameElements(ours.contacts, contacts) ?? undefined,
    company: typeof theirs.company === 'string' ? theirs.company : null,
  };
}

function typeId(from: string, to: string): number {
  return typeIds[from]?.[to] ?? 0;
}
