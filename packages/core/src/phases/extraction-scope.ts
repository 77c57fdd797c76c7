import type { ExtractionScope, Stream } from '../connector/stream.js';
import type { MetadataDocument } from '../metadata/metadata-document.js';

/**
 * Which item types to extract. Users choose among record types; a family, which is a category of them, is wanted as
 * long as one of its members is.
 * @param shouldExtract the choice for one record type
 */
export function createExtractionScope(
  metadata: MetadataDocument,
  shouldExtract: (itemType: string) => boolean,
): ExtractionScope {
  const membersOf = new Map<string, string[]>();
  for (const [itemType, { category }] of Object.entries(metadata.record_types)) {
    if (category === undefined) continue;
    const members = membersOf.get(category);
    if (members) members.push(itemType);
    else membersOf.set(category, [itemType]);
  }
  return {
    includes: (itemType) => {
      const members = membersOf.get(itemType);
      return shouldExtract(itemType) && (members === undefined || members.some(shouldExtract));
    },
  };
}

/** Item types of a stream, families by the name that their members share. */
export function itemTypesOf({ delivers }: Pick<Stream<unknown>, 'delivers'>): string[] {
  return [...new Set(Object.values(delivers).map(({ key }) => key))];
}

/** Item types of a stream that the user has switched off, members of its families by their own names. */
export function switchedOff(
  stream: Pick<Stream<unknown>, 'delivers'>,
  metadata: MetadataDocument,
  shouldExtract: (itemType: string) => boolean,
): string[] {
  const keys = itemTypesOf(stream);
  const members = Object.entries(metadata.record_types)
    .filter(([, { category }]) => category !== undefined && keys.includes(category))
    .map(([itemType]) => itemType);
  return [...keys, ...members].filter((itemType) => !shouldExtract(itemType));
}
