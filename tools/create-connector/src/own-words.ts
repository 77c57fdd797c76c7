import type { Choices } from './choices.js';
import { withIntroduction } from './markdown.js';
import type { Names } from './names.js';
import type { Plan } from './plan.js';

/**
 * What a new connector says of itself, in place of what the example says: that it is one.
 * @param objects item types beside those of the example
 */
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
  const direction =
    reverse === 'yes'
      ? 'keeps them up to date, and writes back what people in DevRev make and change'
      : 'and keeps them up to date';
  const introduction = [
    `Brings the tasks of ${display} into DevRev, with their comments, files and people, ${direction}.`,
    'The tasks are those that every new connector begins with, until the API of the service takes their place.',
    `The stand-in of the service is \`tools/simulators/src/${kebab}\`.`,
  ].join(' ');
  connector.set('README.md', withIntroduction(connector.get('README.md') ?? '', wrapped(introduction)));
  return { ...plan, connector };
}

/** Lines as wide as those of the other documents. */
function wrapped(text: string): string {
  return text.replace(/(.{1,120})(?: |$)/g, '$1\n').trimEnd();
}
