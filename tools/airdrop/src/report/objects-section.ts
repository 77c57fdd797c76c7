import { richTextToHtml } from '@airdrop-connectors/core/rich-text';
import { donPattern } from '../devrev/read-objects.js';
import { isJsonObject } from '../platform/json-shape.js';
import { counted, escaped, html, type Markup, trusted } from './markup.js';
import type { ObjectSample } from './object-samples.js';
import type { RunReport } from './run-report.js';

/** Some objects of every leaf type, each beside the record it was made of, with the body as people will see it. */
export function objectsSection({ samples, names, customFields }: RunReport): Markup {
  const byLeaf = new Map<string, ObjectSample[]>();
  for (const sample of samples) byLeaf.set(sample.leafType, [...(byLeaf.get(sample.leafType) ?? []), sample]);
  const nameOfField = new Map(
    customFields.map(({ leafType, field, name }) => [`${leafType} ${field}`, name]),
  );
  return html`<section id="objects"><h2>Objects before and after mapping</h2>
${
  samples.length === 0
    ? html`<p class="soft">No mapping was installed, so nothing became an object.</p>`
    : html`<div class="tools"><label>Find <input type="search" id="find" placeholder="title, id, any value" autocomplete="off"></label>
<label>of <select id="leaf"><option value="">all types</option>${[...byLeaf.keys()].map((leaf) => html`<option>${leaf}</option>`)}</select></label>
<span id="found" class="soft" role="status">${counted(samples.length, 'object')}</span></div>`
}
${[...byLeaf.values()].flat().map((sample) => objectDetails(sample, names, nameOfField))}</section>`;
}

function objectDetails(
  sample: ObjectSample,
  names: ReadonlyMap<string, string>,
  nameOfField: ReadonlyMap<string, string>,
): Markup {
  const { displayId, title, leafType, itemType, externalId, before, after, customFields } = sample;
  const custom = Object.entries(customFields).map(([key, value]): [string, unknown] => [
    nameOfField.get(`${leafType} ${key}`) ?? key,
    value,
  ]);
  return html`<details class="object" data-leaf="${leafType}"><summary><b>${displayId}</b> ${title} <span class="soft">${leafType}</span></summary>
<div class="pair"><section><h4>${itemType} ${externalId} <span class="soft">as delivered</span></h4><dl>${fieldRows(Object.entries(before), names)}</dl></section>
<section><h4>${leafType} ${displayId} <span class="soft">in DevRev</span></h4><dl>${fieldRows(Object.entries(after), names)}</dl>
${custom.length > 0 ? html`<h4>Custom fields</h4><dl>${fieldRows(custom, names)}</dl>` : undefined}</section></div></details>`;
}

function fieldRows(
  fields: readonly (readonly [string, unknown])[],
  names: ReadonlyMap<string, string>,
): Markup[] {
  return fields
    .filter(([, value]) => value !== null && value !== '')
    .map(([key, value]) => html`<dt>${key}</dt><dd>${shown(key, value, names)}</dd>`);
}

/** Fields that hold rich text in DevRev, where it is one text with references in it. */
const bodies = new Set(['body', 'description', 'content']);

function shown(key: string, value: unknown, names: ReadonlyMap<string, string>): Markup {
  if (isRichText(value)) return renderedBody(value, names);
  if (bodies.has(key) && typeof value === 'string') return renderedBody([value], names);
  if (Array.isArray(value))
    return value.length === 0 ? html`<span class="soft">none</span>` : html`${list(value, names)}`;
  if (isJsonObject(value)) return html`<code>${named(JSON.stringify(value), names)}</code>`;
  return html`${named(String(value), names)}`;
}

function list(values: readonly unknown[], names: ReadonlyMap<string, string>): Markup[] {
  return values.map((value, index) => {
    const text = isJsonObject(value) ? JSON.stringify(value) : String(value);
    return html`${index === 0 ? '' : ', '}${named(text, names)}`;
  });
}

function named(text: string, names: ReadonlyMap<string, string>): string {
  return text.replaceAll(donPattern, (don) => names.get(don) ?? don);
}

type RichTextSegment = string | { ref_type: string; id: string; fallback_record_name?: string };

function isRichText(value: unknown): value is RichTextSegment[] {
  if (!Array.isArray(value) || value.length === 0) return false;
  const isSegment = (segment: unknown) =>
    typeof segment === 'string' || (isJsonObject(segment) && typeof segment.ref_type === 'string');
  // Text between references is one segment: several texts in a row are a list, and so is one word, such as a label.
  const isList = value.some(
    (segment, index) => typeof segment === 'string' && typeof value[index - 1] === 'string',
  );
  return (
    value.every(isSegment) &&
    !isList &&
    (value.some(isJsonObject) || value.some((text) => /\s/.test(String(text))))
  );
}

/** As HTML that core wrote element by element, so that nothing of the record gets into the page unescaped. */
function renderedBody(value: RichTextSegment[], names: ReadonlyMap<string, string>): Markup {
  const { html: written } = richTextToHtml(value);
  // Pictures would have to come from somewhere; their names tell enough.
  const rendered = written.replace(
    /<img src="[^"]*" alt="([^"]*)">/g,
    (_, alt: string) => `<em>[picture${alt && ` ${alt}`}]</em>`,
  );
  return html`<div class="body" tabindex="0">${trusted(
    rendered.replaceAll(donPattern, (don) => escaped(names.get(don) ?? don)),
  )}</div>`;
}
