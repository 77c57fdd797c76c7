import type { Readable } from 'node:stream';
import { type HttpClient, NotFoundError } from '@airdrop-connectors/core';
import { identified, propertySchema } from '../api-types.js';
import { writtenSchema } from '../api-types-writing.js';
import { read } from './answers.js';
import { apiVersion, versionOf } from './versions.js';

/** Values by property, all of them text; an empty one clears the property. */
export type Properties = Readonly<Record<string, string>>;

/** The other record, and what makes the two belong together. */
export interface NewAssociation {
  to: string;
  typeId: number;
}

/** What HubSpot has made itself; the others are the portal's. */
const defined = 'HUBSPOT_DEFINED';

/** What is written, and what a writer has to look up. https://developers.hubspot.com/docs/guides/api/crm/using-object-apis */
export function writingApi(http: Pick<HttpClient, 'json'>) {
  /** Undefined for one that is archived or gone. */
  const single = async (objectType: string, value: string, query: Readonly<Record<string, string>>) => {
    const path = `${objectsPath(objectType)}/${encodeURIComponent(value)}`;
    return orNothing(http.json({ path, endpoint: `${objectsPath(objectType)}/{objectId}`, query }));
  };
  return {
    /** A record as it is now, not as searches know it. https://developers.hubspot.com/docs/guides/api/crm/using-object-apis */
    object: (
      objectType: string,
      id: string,
      { properties, associations }: { properties: readonly string[]; associations: readonly string[] },
    ) =>
      single(objectType, id, {
        properties: properties.join(','),
        ...(associations.length > 0 && { associations: associations.join(',') }),
      }),

    /** The one that has this value of a unique property; known as soon as it was made. */
    objectWith: async (objectType: string, property: string, value: string) => {
      const body = await single(objectType, value, { idProperty: property });
      return body === undefined ? undefined : read(writtenSchema, body, `GET ${objectsPath(objectType)}`);
    },

    /** The record and what it is associated with are made together or not at all. */
    createObject: async (
      objectType: string,
      properties: Properties,
      associations: readonly NewAssociation[] = [],
    ) => {
      const path = objectsPath(objectType);
      const body = await http.json({
        method: 'POST',
        path,
        body: {
          properties,
          associations: associations.map(({ to, typeId }) => ({
            to: { id: to },
            types: [{ associationCategory: defined, associationTypeId: typeId }],
          })),
        },
      });
      return read(writtenSchema, body, `POST ${path}`);
    },

    /** Properties only: the same twice leaves the same record. */
    updateObject: async (objectType: string, id: string, properties: Properties) => {
      const endpoint = `${objectsPath(objectType)}/{objectId}`;
      const path = `${objectsPath(objectType)}/${encodeURIComponent(id)}`;
      const body = await http.json({
        method: 'PATCH',
        path,
        endpoint,
        body: { properties },
        safeToRepeat: true,
      });
      return read(writtenSchema, body, `PATCH ${endpoint}`);
    },

    /** https://developers.hubspot.com/docs/guides/api/crm/associations/associations-v4 */
    associate: (
      [fromType, fromId]: readonly [string, string],
      [toType, toId]: readonly [string, string],
      type: { typeId: number; isDefined: boolean },
    ) =>
      http.json({
        method: 'PUT',
        path: associationPath([fromType, fromId], [toType, toId]),
        endpoint: `${objectsPath(fromType)}/{objectId}/associations/${toType}/{toObjectId}`,
        body: [
          {
            associationCategory: type.isDefined ? defined : 'USER_DEFINED',
            associationTypeId: type.typeId,
          },
        ],
        safeToRepeat: true,
      }),

    /**
     * With the association that two types have without a label.
     * https://developers.hubspot.com/docs/guides/api/crm/associations/associations-v4
     */
    associatePlainly: (
      [fromType, fromId]: readonly [string, string],
      [toType, toId]: readonly [string, string],
    ) =>
      http.json({
        method: 'PUT',
        path: `${objectsPath(fromType)}/${encodeURIComponent(fromId)}/associations/default/${toType}/${encodeURIComponent(toId)}`,
        endpoint: `${objectsPath(fromType)}/{objectId}/associations/default/${toType}/{toObjectId}`,
        safeToRepeat: true,
      }),

    /**
     * Ends all that makes two records belong together, with their labels.
     * https://developers.hubspot.com/docs/guides/api/crm/associations/associations-v4
     */
    dissociate: ([fromType, fromId]: readonly [string, string], [toType, toId]: readonly [string, string]) =>
      http.json({
        method: 'DELETE',
        path: associationPath([fromType, fromId], [toType, toId]),
        endpoint: `${objectsPath(fromType)}/{objectId}/associations/${toType}/{toObjectId}`,
        safeToRepeat: true,
      }),

    /** Undefined where the type has no such property. https://developers.hubspot.com/docs/guides/api/crm/properties */
    property: async (objectType: string, name: string) => {
      const path = `/crm/properties/${apiVersion}/${objectType}/${name}`;
      const body = await orNothing(http.json({ path }));
      return body === undefined ? undefined : read(propertySchema, body, `GET ${path}`);
    },

    /** A line of text, of which no two records have the same. https://developers.hubspot.com/docs/guides/api/crm/properties */
    createUniqueProperty: (
      objectType: string,
      definition: { name: string; label: string; groupName: string; description: string },
    ) =>
      http.json({
        method: 'POST',
        path: `/crm/properties/${apiVersion}/${objectType}`,
        body: { ...definition, type: 'string', fieldType: 'text', hasUniqueValue: true, formField: false },
        safeToRepeat: true,
      }),

    /**
     * A file that hangs on nothing yet, for members of the portal only. Sent again to the same folder it stays one file.
     * https://developers.hubspot.com/docs/guides/api/library/files
     */
    upload: async (
      { fileName, contentType, bytes }: { fileName: string; contentType: string; bytes: number },
      folderPath: string,
      open: () => Promise<Readable>,
    ) => {
      const path = `/files/${versionOf.fileContents}/files`;
      const options = JSON.stringify({
        access: 'PRIVATE',
        overwrite: false,
        duplicateValidationStrategy: 'RETURN_EXISTING',
        duplicateValidationScope: 'EXACT_FOLDER',
      });
      const form = { name: 'file', fileName, fields: { fileName, folderPath, options } };
      const body = await http.json({
        method: 'POST',
        path,
        upload: { open, bytes, contentType, form },
        safeToRepeat: true,
      });
      return read(identified, body, `POST ${path}`).id;
    },
  };
}

const objectsPath = (objectType: string) => `/crm/objects/${apiVersion}/${objectType}`;

function associationPath(
  [fromType, fromId]: readonly [string, string],
  [toType, toId]: readonly [string, string],
): string {
  return `${objectsPath(fromType)}/${encodeURIComponent(fromId)}/associations/${toType}/${encodeURIComponent(toId)}`;
}

async function orNothing(answer: Promise<unknown>): Promise<unknown> {
  return answer.catch((error: unknown) => {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  });
}
