/** Requests in ten seconds for one app, by tier of the account. https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines */
export const perTenSeconds = { free: 100, professional: 190, oauth: 110, increased: 250 } as const;
export type LimitName = keyof typeof perTenSeconds;
export const hubspotLimits = Object.keys(perTenSeconds) as readonly LimitName[];

/** Requests a day for the whole account; apps that people connect with OAuth are not told. */
export const perDay: Readonly<Record<LimitName, number>> = {
  free: 250_000,
  professional: 650_000,
  oauth: 650_000,
  increased: 1_000_000,
};

/** Of all searches of the account together. */
export const searchesPerSecond = 5;

export function isSearch(endpoint: string): boolean {
  return endpoint.startsWith('POST /crm/objects/') && endpoint.endsWith('/search');
}

export function isLimitName(name: string): name is LimitName {
  return name in perTenSeconds;
}
