import { isJsonObject } from '../platform/json-shape.js';
import type { Outcome, RecordContext } from './record-context.js';
import { noValue, problem, quoted } from './record-context.js';

/** `ref_type` of a mention of an attachment. */
const artifactType = 'artifact';

/**
 * Rich text as one text in which a mention is the DON it leads to. One that leads nowhere yet is noted and
 * shown by its fallback name.
 */
export function renderRichText(context: RecordContext, field: string, value: unknown): Outcome {
  if (!Array.isArray(value)) {
    return problem('wrong_type', `${field} is ${quoted(value)}, rich text is a list of texts and mentions.`);
  }
  let text = '';
  for (const element of value) {
    if (typeof element === 'string') {
      text += element;
      continue;
    }
    if (!isJsonObject(element) || typeof element.id !== 'string' || typeof element.ref_type !== 'string') {
      return problem('wrong_type', `${field} holds ${quoted(element)}, which is neither text nor a mention.`);
    }
    text += mentionText(context, field, element.ref_type, element.id) ?? fallbackName(element);
  }
  return text === '' ? noValue : { value: text };
}

function mentionText(context: RecordContext, field: string, type: string, id: string): string | undefined {
  const { references } = context;
  const don = type === artifactType ? references.artifact(id) : references.byId(type, id)?.id;
  if (don === undefined) context.open.push({ field, value: id, targets: type });
  return don;
}

function fallbackName(mention: Record<string, unknown>): string {
  return typeof mention.fallback_record_name === 'string' ? mention.fallback_record_name : String(mention.id);
}

/** Ids the mentions of a rich text lead to. */
export function mentionedIds(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((element) =>
    isJsonObject(element) && typeof element.id === 'string' ? [element.id] : [],
  );
}
