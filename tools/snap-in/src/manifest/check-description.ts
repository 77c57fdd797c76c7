import {
  type ConnectionKind,
  type ConnectionRequest,
  coreOptions,
  type OAuthConnection,
  type Option,
  type SecretConnection,
  type SnapInDescription,
} from '@airdrop-connectors/core/snap-in';

/** Something DevRev would refuse, or that would leave somebody unable to connect. */
export interface ManifestFinding {
  code: ManifestCheck;
  /** Where, as a path of keys: `connections.jira-api-token.verification.url`. */
  path: string;
  /** What is wrong, as half a sentence that follows the path. */
  problem: string;
  fix: string;
}

/** Every check, with what it asks. The codes are stable. */
export const manifestChecks = {
  P1: 'the slug names one package: small letters, digits and hyphens',
  P2: 'the external system is named, with a capital first',
  P3: 'there is a way to connect, and each has an id of its own',
  P4: 'texts that people read are there',
  P5: 'secrets have fields, and several are made one text',
  P6: 'connections are verified, and over https',
  P7: 'placeholders are those the platform fills in',
  P8: 'secrets travel in headers, not in addresses',
  P9: 'scopes are named and have reasons',
  P10: 'organisations have an id and a name',
  P11: 'options have a name, a text and a default that can be chosen',
} as const;

export type ManifestCheck = keyof typeof manifestChecks;

type Report = (code: ManifestCheck, path: string, problem: string, fix: string) => void;

const placeholders = {
  secret: ['API_KEY', 'SUBDOMAIN'],
  oauth2: ['ACCESS_TOKEN', 'REFRESH_TOKEN', 'CLIENT_ID', 'CLIENT_SECRET', 'SCOPES', 'SUBDOMAIN'],
} as const;

export function checkDescription(snapIn: SnapInDescription): ManifestFinding[] {
  const findings: ManifestFinding[] = [];
  const report: Report = (code, path, problem, fix) => findings.push({ code, path, problem, fix });
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(snapIn.slug))
    report('P1', 'slug', `is "${snapIn.slug}"`, 'Use the form airdrop-<system>-snap-in.');
  if (!/^[A-Z]/.test(snapIn.systemName))
    report(
      'P2',
      'systemName',
      `is "${snapIn.systemName}"`,
      'Write it as its vendor does, with a capital first.',
    );
  if (snapIn.description.trim() === '')
    report('P4', 'description', 'is empty', 'Say in a sentence what the snap-in syncs.');
  if (snapIn.connections.length === 0)
    report('P3', 'connections', 'is empty', 'Declare at least one way to connect.');
  reportRepeated(
    snapIn.connections.map(({ id }) => id),
    'P3',
    'connections',
    report,
  );
  for (const connection of snapIn.connections) checkConnection(connection, report);
  for (const [name, option] of Object.entries(snapIn.options ?? {})) checkOption(name, option, report);
  return findings;
}

function checkOption(name: string, option: Option, report: Report): void {
  const at = `options.${name}`;
  if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name))
    report('P11', at, 'has another form', 'Use small letters, digits and underscores.');
  if (Object.hasOwn(coreOptions, name))
    report('P11', at, 'is what core offers for every connector', 'Choose another name.');
  if (option.label.trim() === '' || option.description.trim() === '')
    report('P11', at, 'has no text', 'Say what it changes in a sync and what it costs.');
  const { kind, defaultValue } = option;
  if (kind === 'number' && !(defaultValue >= option.least && defaultValue <= option.most))
    report(
      'P11',
      `${at}.defaultValue`,
      'is outside of what can be chosen',
      'Choose one between least and most.',
    );
  if (kind === 'enum' && !Object.hasOwn(option.choices, defaultValue))
    report('P11', `${at}.defaultValue`, 'is none of the choices', 'Name one of them.');
}

function checkConnection(connection: ConnectionKind, report: Report): void {
  const at = `connections.${connection.id}`;
  for (const key of ['name', 'description'] as const)
    if (connection[key].trim() === '') report('P4', `${at}.${key}`, 'is empty', 'People choose by it.');
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(connection.id))
    report('P3', `${at}.id`, `is "${connection.id}"`, 'Use small letters, digits and hyphens.');
  if (connection.kind === 'secret') checkSecret(connection, at, report);
  else checkOAuth(connection, at, report);
  const { organization } = connection;
  if (organization === 'subdomain') {
    const asks = connection.kind === 'secret' ? connection.verification.url : connection.authorizeUrl;
    if (connection.kind === 'secret' && !asks.includes('[SUBDOMAIN]'))
      report('P6', `${at}.verification.url`, 'does not use the subdomain', 'Put [SUBDOMAIN] into it.');
    return;
  }
  checkRequest(organization, connection.kind, `${at}.organization`, report);
  if (!/\bid\b/.test(organization.jq) || !/\bname\b/.test(organization.jq))
    report('P10', `${at}.organization.jq`, 'gives no id or no name', 'Let it give {id, name}.');
}

function checkSecret(
  { fields, transform, verification }: SecretConnection,
  at: string,
  report: Report,
): void {
  if (fields.length === 0) report('P5', `${at}.fields`, 'is empty', 'Name what the user types.');
  reportRepeated(
    fields.map(({ id }) => id),
    'P5',
    `${at}.fields`,
    report,
  );
  if (fields.length > 1 && transform === undefined)
    report(
      'P5',
      `${at}.transform`,
      'is missing',
      'Several fields reach the connector as one text: say as which.',
    );
  for (const { id } of fields)
    if (transform !== undefined && !transform.includes(`.${id}`))
      report('P5', `${at}.transform`, `does not use the field ${id}`, `Use .${id} or remove the field.`);
  checkRequest(verification, 'secret', `${at}.verification`, report);
}

function checkOAuth(connection: OAuthConnection, at: string, report: Report): void {
  if (connection.scopes.length === 0)
    report('P9', `${at}.scopes`, 'is empty', 'Name the scopes a sync needs.');
  for (const { value, reason } of connection.scopes)
    if (reason.trim() === '') report('P9', `${at}.scopes.${value}`, 'has no reason', 'Say what it is for.');
  for (const key of ['authorizeUrl', 'tokenUrl', 'refreshUrl'] as const) {
    const url = connection[key];
    if (url !== undefined) checkUrl(url, 'oauth2', `${at}.${key}`, report);
  }
  if (connection.revoke) checkRequest(connection.revoke, 'oauth2', `${at}.revoke`, report);
}

function checkRequest(
  { url, headers = {}, query = {} }: ConnectionRequest,
  kind: ConnectionKind['kind'],
  at: string,
  report: Report,
): void {
  checkUrl(url, kind, `${at}.url`, report);
  for (const [name, value] of [...Object.entries(headers), ...Object.entries(query)])
    checkPlaceholders(value, kind, `${at}.${name}`, report);
}

function checkUrl(url: string, kind: ConnectionKind['kind'], at: string, report: Report): void {
  checkPlaceholders(url, kind, at, report);
  const filled = url.replaceAll(/\[[A-Z_]+\]/g, 'x');
  if (!URL.canParse(filled) || new URL(filled).protocol !== 'https:')
    report('P6', at, `is "${url}"`, 'Give a whole address with https.');
  if (/\[(API_KEY|ACCESS_TOKEN|CLIENT_SECRET)\]/.test(url))
    report('P8', at, 'carries a secret', 'Addresses end up in logs: send it in a header.');
}

function checkPlaceholders(text: string, kind: ConnectionKind['kind'], at: string, report: Report): void {
  const known: readonly string[] = placeholders[kind];
  for (const [, name = ''] of text.matchAll(/\[([A-Z_]+)\]/g))
    if (!known.includes(name))
      report(
        'P7',
        at,
        `uses [${name}]`,
        `The platform fills in ${known.map((one) => `[${one}]`).join(', ')}.`,
      );
}

function reportRepeated(names: readonly string[], code: ManifestCheck, at: string, report: Report): void {
  for (const name of new Set(names.filter((one, position) => names.indexOf(one) !== position)))
    report(code, at, `has "${name}" twice`, 'Use every name once.');
}
