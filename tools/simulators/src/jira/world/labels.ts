import { createDrawStream, salt } from '../../random/draw.js';
import type { Issue } from './model.js';
import { writtenValue } from './written-issue.js';

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
  const sent = writtenValue(issue, 'labels');
  if (sent !== undefined) return Array.isArray(sent) ? sent.map(String) : [];
  return createDrawStream(issue.project.seed, LABELS, issue.index).pick(LABEL_LISTS);
}
