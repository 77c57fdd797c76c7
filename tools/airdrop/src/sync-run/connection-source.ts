import { readFile } from 'node:fs/promises';
import type { ConnectionData } from '../platform/event-factory.js';
import { isJsonObject } from '../platform/json-shape.js';
import { connectionSecrets } from './redaction.js';

/** A connection ready for the events of a run. */
export interface Connection {
  data: ConnectionData;
  /** Texts that must never be written down. */
  secrets: string[];
}

/** Fields that may say where the external system is, best first. */
const addressFields = ['site', 'url', 'base_url', 'host', 'domain', 'subdomain'];

/** The platform hands a multi-field secret over as one text: the JSON of its fields. */
export function connectionOf(connector: string, fields: Readonly<Record<string, string>>): Connection {
  const address = addressFields.map((name) => fields[name]).find((value) => value !== undefined);
  const organisation = address === undefined ? connector : hostOf(address);
  const key = JSON.stringify(fields);
  return {
    data: { key, orgId: organisation, orgName: organisation },
    secrets: connectionSecrets(fields, key),
  };
}

/** Fields of a live connection: a JSON file, else environment variables named after the connector. */
export async function liveFields(
  connector: string,
  file: string | undefined,
  environment: NodeJS.ProcessEnv,
): Promise<Record<string, string>> {
  if (file !== undefined) return fieldsOfFile(file);
  const prefix = `${connector.toUpperCase().replaceAll('-', '_')}_`;
  const fields: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (name.startsWith(prefix) && value !== undefined && value !== '') {
      fields[name.slice(prefix.length).toLowerCase()] = value;
    }
  }
  if (Object.keys(fields).length > 0) return fields;
  throw new Error(
    `There is no connection for "${connector}". Pass --connection file.json or set environment variables such as ${prefix}SITE and ${prefix}TOKEN.`,
  );
}

/**
 * Connection of a snap-in that others have written, from a JSON file: an object of text fields, handed over as its JSON,
 * or one text, handed over as it is. Without a file there is none.
 */
export async function connectionOfSnapIn(name: string, file: string | undefined): Promise<Connection> {
  if (file === undefined) return connectionOf(name, {});
  const content = await contentOfFile(file);
  if (typeof content !== 'string' || content === '') return connectionOf(name, fieldsOf(content, file));
  return connectionWithKey(name, content);
}

/** Connection of one text, such as a token. */
export function connectionWithKey(organisation: string, key: string): Connection {
  return {
    data: { key, orgId: organisation, orgName: organisation },
    secrets: connectionSecrets({}, key),
  };
}

async function fieldsOfFile(file: string): Promise<Record<string, string>> {
  return fieldsOf(await contentOfFile(file), file);
}

/** Undefined for a file that is no JSON: the parser's own message would quote the content, which is secret. */
async function contentOfFile(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw new Error(`The connection file ${file} cannot be read (${code}). Check --connection.`, {
      cause: error,
    });
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fieldsOf(fields: unknown, file: string): Record<string, string> {
  if (!isFieldMap(fields)) {
    throw new Error(
      `The connection file ${file} is not a JSON object of text fields such as {"site": "…", "token": "…"}. Correct it and try again.`,
    );
  }
  return fields;
}

function isFieldMap(value: unknown): value is Record<string, string> {
  return (
    isJsonObject(value) &&
    Object.keys(value).length > 0 &&
    Object.values(value).every((field) => typeof field === 'string')
  );
}

function hostOf(address: string): string {
  try {
    return new URL(address).hostname || address;
  } catch {
    return address.split('/', 1)[0] ?? address;
  }
}
