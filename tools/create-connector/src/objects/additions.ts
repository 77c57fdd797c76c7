import {
  withElement,
  withFirstStatement,
  withImports,
  withProperty,
  withReturned,
  withStatementsBefore,
} from '../insertions.js';
import { withRow } from '../markdown.js';
import type { Plan } from '../plan.js';
import type { DescribedObject } from './describe.js';
import * as render from './render.js';

/** What is the same for all objects of a connector. */
export interface Addition {
  plan: Plan;
  /** Of the identifiers of the connector: `AcmeDesk`. */
  pascal: string;
  origin: string;
  /** Whether the service sends lists page by page, where an answer has room to say so. */
  hasPages: boolean;
}

type Edit = (text: string) => string;

/** A planned connector that brings these objects, too: two files for each, and a place in those that know everything. */
export function withObjects(
  objects: readonly DescribedObject[],
  { plan, pascal, origin, hasPages }: Addition,
): Plan {
  const connector = new Map(plan.connector);
  const simulator = new Map(plan.simulator);
  const edit = (files: Map<string, string>, file: string, ...edits: readonly Edit[]) => {
    const text = files.get(file);
    if (text === undefined) throw new Error(`The example has no ${file} any more. Report this.`);
    files.set(
      file,
      edits.reduce((edited, one) => one(edited), text),
    );
  };
  const isPaged = ({ endpoint }: DescribedObject) => hasPages && endpoint.member !== undefined;

  for (const object of objects) {
    const { itemType, stream, plural, singular, label, endpoint, fields } = object;
    const docs = endpoint.docs ?? `${origin}${endpoint.path}`;
    connector.set(`src/api/${stream}.ts`, render.apiFile(object, docs, isPaged(object)));
    connector.set(`src/streams/${stream}.ts`, render.streamFile(object));
    edit(connector, 'src/api-types.ts', (text) => `${text}\n${render.schemaStatement(object)}\n`);
    edit(
      connector,
      'src/normalize.ts',
      (text) => withImports(text, './api-types.js', [`${singular}Schema`]),
      (text) => `${text}\n${render.normalizer(object)}\n`,
    );
    edit(
      connector,
      'src/record-types.ts',
      (text) => withImports(text, '@airdrop-connectors/core', [...new Set(render.buildersOf(object))]),
      (text) => withStatementsBefore(text, 'fixedRecordTypes', render.recordTypeStatement(object)),
      (text) => withElement(text, 'fixedRecordTypes', plural),
    );
    edit(
      connector,
      'src/client.ts',
      (text) => withImports(text, `./api/${stream}.js`, [`${plural}Api`]),
      (text) => withReturned(text, `create${pascal}Client`, `...${plural}Api(http)`),
    );
    edit(
      connector,
      'src/connector.ts',
      (text) => withImports(text, `./streams/${stream}.js`, [plural]),
      (text) => withElement(text, 'streams', plural),
    );
    edit(
      connector,
      'test/contract-shape.ts',
      (text) => withProperty(text, 'fields', render.comparedFields(object)),
      (text) => withProperty(text, 'endpointsOf', `${itemType}: [${JSON.stringify(`GET ${endpoint.path}`)}]`),
    );
    edit(
      connector,
      'test/readme.test.ts',
      (text) => withImports(text, '../src/record-types.js', [plural]),
      (text) => withElement(text, 'recordTypes', plural),
    );
    edit(
      connector,
      'README.md',
      (text) =>
        withRow(text, 'What syncs', [
          label.toLowerCase(),
          `\`${itemType}\``,
          '– until it is mapped',
          'read whole, at most every 50 minutes',
        ]),
      ...fields.map(
        (field): Edit =>
          (text) =>
            withRow(text, 'Field mapping', [
              `\`${itemType}\``,
              field.label,
              'object of its own: custom field',
            ]),
      ),
    );
    edit(simulator, 'described.ts', (text) =>
      withElement(text, 'describedObjects', render.description(object, isPaged(object))),
    );
  }
  if (!objects.some(isPaged)) connector.delete('src/api/pages.ts');
  edit(
    simulator,
    'routes.ts',
    (text) => withImports(text, './objects.js', ['objectRoutes']),
    (text) => withElement(text, 'routes', '...objectRoutes(taskPageSize)'),
  );
  edit(
    simulator,
    'limits.ts',
    (text) => withImports(text, './objects.js', ['objectCalls']),
    (text) => withElement(text, 'calls', '...objectCalls(most)'),
  );
  edit(
    simulator,
    'index.ts',
    (text) => withImports(text, './objects.js', ['objectTruth']),
    (text) => withFirstStatement(text, 'truth', 'yield* objectTruth();'),
  );
  const sorted = (files: Map<string, string>) =>
    new Map([...files].sort(([one], [other]) => (one < other ? -1 : 1)));
  return { connector: sorted(connector), simulator: sorted(simulator) };
}
