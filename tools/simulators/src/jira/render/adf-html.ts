import type { AdfDocument, AdfNode } from '../world/adf-zoo.js';
import type { Attachment } from '../world/model.js';

const TAGS: Readonly<Record<string, string>> = {
  paragraph: 'p',
  bulletList: 'ul',
  orderedList: 'ol',
  listItem: 'li',
  blockquote: 'blockquote',
  table: 'table',
  tableRow: 'tr',
  tableHeader: 'th',
  tableCell: 'td',
  codeBlock: 'pre',
  panel: 'div',
  expand: 'div',
};

/** HTML the way `expand=renderedFields` gives it: files become images that point at the content endpoint by id. */
export function renderHtml(document: AdfDocument | null, files: readonly Attachment[]): string {
  return document === null ? '' : document.content.map((node) => nodeHtml(node, files)).join('\n');
}

function nodeHtml(node: AdfNode, files: readonly Attachment[]): string {
  const inner = (node.content ?? []).map((child) => nodeHtml(child, files)).join('');
  switch (node.type) {
    case 'text':
      return escapeHtml(node.text ?? '');
    case 'hardBreak':
      return '<br/>';
    case 'rule':
      return '<hr/>';
    case 'media':
      return mediaHtml(node, files);
    case 'heading':
      return `<h${String(node.attrs?.level ?? 1)}>${inner}</h${String(node.attrs?.level ?? 1)}>`;
    case 'mention':
    case 'emoji':
    case 'status':
      return escapeHtml(String(node.attrs?.text ?? ''));
    case 'inlineCard':
    case 'blockCard':
      return `<a href="${escapeHtml(String(node.attrs?.url ?? ''))}">${escapeHtml(String(node.attrs?.url ?? ''))}</a>`;
    default: {
      const tag = TAGS[node.type];
      return tag === undefined ? inner : `<${tag}>${inner}</${tag}>`;
    }
  }
}

function mediaHtml(node: AdfNode, files: readonly Attachment[]): string {
  const { attrs } = node;
  if (attrs?.type === 'external') return `<img src="${escapeHtml(String(attrs.url))}"/>`;
  const file = files.find(({ mediaUuid }) => mediaUuid === attrs?.id);
  return file === undefined
    ? ''
    : `<img src="/rest/api/3/attachment/content/${file.id}" alt="${escapeHtml(file.filename)}"/>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
