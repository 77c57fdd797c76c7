import { createDrawStream, salt } from '../../random/draw.js';
import type { Issue } from './model.js';

const LABELS = salt('labels');
const LABEL_LISTS: readonly (readonly string[])[] = [
  [],
  [],
  ['backend'],
  ['ui', 'a11y'],
  ['größe'],
  ['c++', 'urgent!'],
];

export function labelsOf(issue: Issue): readonly string[] {
  return createDrawStream(issue.project.seed, LABELS, issue.index).pick(LABEL_LISTS);
}
