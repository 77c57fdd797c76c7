/** Types of objects under the name that links know them by, where that is not their own. */
const broaderTypes: Readonly<Record<string, string>> = {
  ticket: 'work',
  issue: 'work',
  task: 'work',
  opportunity: 'work',
  comment: 'timeline_comment',
  custom_link: 'link',
  product: 'part',
  capability: 'part',
  feature: 'part',
  enhancement: 'part',
  custom_part: 'part',
};

/**
 * What links call the kind of an object of DevRev, by its id (DON): the end of that says its type, as in
 * `don:core:dvrv-us-1:devo/example:ticket/123:comment/4`.
 * https://developer.devrev.ai/api-reference/timeline-entries/update
 */
export function targetTypeOf(devrevId: string): string {
  const [type = ''] = devrevId.slice(devrevId.lastIndexOf(':') + 1).split('/');
  return broaderTypes[type] ?? type;
}
