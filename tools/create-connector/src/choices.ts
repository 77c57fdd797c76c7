/**
 * What an author chooses, and what a choice may be; the first one is usual. Most connectors read before they write, and
 * how an API takes writing back has to be known well.
 */
export const possibleChoices = {
  auth: ['token', 'basic', 'oauth2'],
  paging: ['cursor', 'offset', 'link', 'none'],
  reverse: ['no', 'yes'],
} as const;

export type ChoiceName = keyof typeof possibleChoices;
export type Choices = { readonly [Name in ChoiceName]: (typeof possibleChoices)[Name][number] };

/** What the living example has. */
const exampleChoices: Choices = { auth: 'token', paging: 'cursor', reverse: 'yes' };

/** @throws Error with a sentence for a value that is none */
export function readChoices(given: Readonly<Partial<Record<ChoiceName, string>>>): Choices {
  return {
    auth: oneOf('auth', given.auth),
    paging: oneOf('paging', given.paging),
    reverse: oneOf('reverse', given.reverse),
  };
}

/**
 * Folders below `variants` whose files take the place of those of the example.
 * @param hasObjects whether it brings objects beside those of the example
 */
export function variantsOf(choices: Choices, hasObjects = false): string[] {
  const chosen = (['auth', 'paging', 'reverse'] as const)
    .filter((name) => choices[name] !== exampleChoices[name])
    .map((name) => `${name}-${choices[name]}`);
  return hasObjects ? [...chosen, 'openapi', `openapi-${choices.paging}`] : chosen;
}

function oneOf<Name extends ChoiceName>(name: Name, value: string | undefined): Choices[Name] {
  const values: readonly string[] = possibleChoices[name];
  if (value === undefined) return possibleChoices[name][0] as Choices[Name];
  if (values.includes(value)) return value as Choices[Name];
  throw new Error(`--${name} is one of ${values.join(', ')}, not "${value}". Choose one of them.`);
}
