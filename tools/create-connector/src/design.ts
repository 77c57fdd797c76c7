import { type Choices, variantsOf } from './choices.js';
import { isReserved, namesIn, textsGivenTo, withTexts } from './insertions.js';
import { type Names, readNames } from './names.js';
import { withObjects } from './objects/additions.js';
import { describeObjects } from './objects/describe.js';
import { readOpenApi } from './openapi/document.js';
import { type LeftOut, readApi } from './openapi/endpoints.js';
import { inOwnWords } from './own-words.js';
import { type Plan, planConnector } from './plan.js';

/** What an author asks for. */
export interface Wish {
  name: string;
  /** What people read; the title of the OpenAPI document, or else the name, when not given. */
  display: string | undefined;
  choices: Choices;
  /** Path of an OpenAPI document. */
  openapi: string | undefined;
  /** Item types to take from it; the first ones when not given. */
  objects: readonly string[] | undefined;
}

/** A connector that could be written now. */
export interface Design {
  names: Names;
  plan: Plan;
  origin: string;
  /** Item types that were taken from the OpenAPI document. */
  objects: readonly string[];
  /** What of the document was not. */
  leftOut: readonly LeftOut[];
}

/** Files whose identifiers an object must not take. */
const crowded = ['record-types', 'normalize', 'api-types', 'client', 'connector'];

/**
 * Reads and checks everything, and writes nothing.
 * @param root of the workspace
 * @throws Error with a sentence for whatever cannot be made
 */
export function designConnector(root: string, wish: Wish): Design {
  const { name, choices } = wish;
  if (wish.openapi === undefined) {
    if (wish.objects !== undefined)
      throw new Error('--objects chooses from an OpenAPI document. Pass it with --openapi.');
    const names = readNames(name, wish.display, root);
    const plan = inOwnWords(planConnector(root, names, variantsOf(choices)), names, choices, []);
    return { names, plan, origin: exampleOrigin(names), objects: [], leftOut: [] };
  }
  const document = readOpenApi(wish.openapi);
  const api = readApi(document);
  const names = readNames(name, wish.display ?? shownTitle(api.title), root);
  const example = planConnector(root, names, variantsOf(choices, true));
  const taken = new Set(
    crowded.flatMap((file) => [...namesIn(example.connector.get(`src/${file}.ts`) ?? '')]),
  );
  const endpoints = textsGivenTo(example.simulator.get('routes.ts') ?? '', 'endpoint');
  const { objects, leftOut } = describeObjects(
    document,
    api.endpoints,
    {
      prefix: name.replaceAll('-', '_'),
      isTaken: (identifier) => taken.has(identifier) || isReserved(identifier),
      paths: new Set(endpoints.map(([, template = '']) => template)),
    },
    wish.objects,
  );
  const allLeftOut = [...api.leftOut, ...leftOut];
  if (objects.length === 0) {
    const reasons = allLeftOut.slice(0, 3).map(({ what, why }) => `${what}: ${why}`);
    throw new Error(
      `${wish.openapi} has no list of objects with an id that can be read without knowing anything first, so nothing can be taken from it${reasons.length > 0 ? ` (${reasons.join('; ')})` : ''}. Leave --openapi out, or pass a document that has one.`,
    );
  }
  const origin = api.origin ?? exampleOrigin(names);
  const atOrigin = atOther(example, exampleOrigin(names), origin);
  const plan = withObjects(objects, {
    plan: atOrigin,
    pascal: names.pascal,
    origin,
    hasPages: choices.paging !== 'none',
  });
  const itemTypes = objects.map(({ itemType }) => itemType);
  return {
    names,
    plan: inOwnWords(plan, names, choices, itemTypes),
    origin,
    objects: itemTypes,
    leftOut: allLeftOut,
  };
}

/**
 * What people read unless they say something else: the title of the document, or the name with capitals.
 * @throws Error with a sentence for a name or a document that cannot be used
 */
export function usualDisplay(root: string, name: string, openapi: string | undefined): string {
  const title = openapi === undefined ? undefined : readApi(readOpenApi(openapi)).title;
  return readNames(name, shownTitle(title), root).display;
}

/** The API lives where the document says; what the example asks for is documented where it was. */
function atOther(plan: Plan, from: string, to: string): Plan {
  const connector = new Map(plan.connector);
  for (const file of ['src/api/origin.ts', 'src/snap-in.ts'])
    connector.set(
      file,
      withTexts(connector.get(file) ?? '', (text) =>
        text === from || text.startsWith(`${from}/`) ? `${to}${text.slice(from.length)}` : text,
      ),
    );
  return { ...plan, connector };
}

function exampleOrigin({ kebab }: Names): string {
  return `https://api.${kebab}.example`;
}

/** A title without what says that it is one of an API, as far as it can be shown. */
function shownTitle(title: string | undefined): string | undefined {
  const shown = title
    ?.replace(/[^\p{L}\p{N} .&+-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/(\s+rest)?\s+api$/i, '')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .slice(0, 40)
    .trim();
  return shown || undefined;
}
