import type { Choices } from './choices.js';
import { withIntroduction } from './markdown.js';
import type { Names } from './names.js';
import type { Plan } from './plan.js';

/** What a new connector says of itself, in place of what the example says: that it is one. */
export function inOwnWords(
  plan: Plan,
  { kebab, display }: Names,
  { reverse }: Choices,
  objects: readonly string[],
): Plan {
  const connector = new Map(plan.connector);
  const manifest = JSON.parse(connector.get('package.json') ?? '{}');
  manifest.connector = {
    ...manifest.connector,
    objects: ['tasks with comments and files', 'people', ...objects].join(', '),
    status: 'new',
  };
  connector.set('package.json', `${JSON.stringify(manifest, null, 2)}\n`);
  const writes =
    reverse === 'yes'
      ? ', keeps them up to date, and writes\nback what people in DevRev make and change'
      : ', and keeps them up to date';
  connector.set(
    'README.md',
    withIntroduction(
      connector.get('README.md') ?? '',
      `Brings the tasks of ${display} into DevRev, with their comments, files and people${writes}. What it asks for is what new
connectors ask for until somebody puts the API of ${display} in its place; the stand-in of the service is
\`tools/simulators/src/${kebab}\`.`,
    ),
  );
  return { ...plan, connector };
}
