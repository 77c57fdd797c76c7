import type { AdfDocument } from './adf-zoo.js';

/** Longest text that Jira takes. */
const MOST_CHARACTERS = 32_767;

/**
 * What Jira has against a document that was sent; undefined when it takes it.
 * @param notOne what it says of something that is no document
 */
export function documentProblem(
  value: unknown,
  notOne = 'Operation value must be an Atlassian Document (see the Atlassian Document Format)',
): string | undefined {
  const { type, version, content } = objectOf(value);
  if (type !== 'doc' || version !== 1 || !Array.isArray(content) || hasEmptyText(value)) return notOne;
  if (textLength(value) > MOST_CHARACTERS)
    return `The entered text is too long. It exceeds the allowed limit of ${MOST_CHARACTERS} characters.`;
  return undefined;
}

/** Ids of the media that a document shows. */
export function mediaOf(document: AdfDocument | null): Set<string> {
  const found = new Set<string>();
  const visit = (node: unknown): void => {
    const { type, attrs, content } = objectOf(node);
    if ((type === 'media' || type === 'mediaInline') && typeof objectOf(attrs).id === 'string')
      found.add(String(objectOf(attrs).id));
    if (Array.isArray(content)) content.forEach(visit);
  };
  visit(document);
  return found;
}

export function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function hasEmptyText(node: unknown): boolean {
  const { type, text, content } = objectOf(node);
  return (type === 'text' && text === '') || (Array.isArray(content) && content.some(hasEmptyText));
}

function textLength(node: unknown): number {
  const { text, content } = objectOf(node);
  const own = typeof text === 'string' ? text.length : 0;
  return Array.isArray(content) ? content.reduce((sum: number, child) => sum + textLength(child), own) : own;
}
