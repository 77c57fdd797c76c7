import type { DrawStream } from '../../random/draw.js';
import { phrase, sentence } from './texts.js';
import type { User } from './users.js';

/** A node of an Atlassian Document Format document. */
export interface AdfNode {
  type: string;
  text?: string;
  attrs?: Record<string, unknown>;
  marks?: { type: string; attrs?: Record<string, unknown> }[];
  content?: AdfNode[];
}

export interface AdfDocument {
  version: 1;
  type: 'doc';
  content: AdfNode[];
}

/** A file as documents refer to it: by its Media-services id, which is not the attachment id. */
export interface DocumentMedia {
  uuid: string;
  filename: string;
}

/** What a document may point at. */
export interface DocumentSurroundings {
  people: readonly User[];
  media: readonly DocumentMedia[];
  issueUrl: (stream: DrawStream) => string;
  /** Milliseconds since the epoch, for date nodes. */
  aroundMs: number;
}

type NodeMaker = (stream: DrawStream, around: DocumentSurroundings) => AdfNode;

/** A document of one to seven top-level nodes that together show every common node type and some uncommon ones. */
export function createDocument(stream: DrawStream, around: DocumentSurroundings): AdfDocument {
  const content: AdfNode[] = [paragraph(stream, around)];
  for (let remaining = stream.below(5); remaining > 0; remaining--) {
    content.push(stream.pick(BLOCKS)(stream, around));
  }
  if (around.media.length > 0 && stream.chance(0.6)) content.push(mediaSingle(stream, around));
  return { version: 1, type: 'doc', content };
}

const text = (value: string, ...marks: NonNullable<AdfNode['marks']>): AdfNode =>
  marks.length === 0 ? { type: 'text', text: value } : { type: 'text', text: value, marks };

const plainParagraph = (stream: DrawStream): AdfNode => ({
  type: 'paragraph',
  content: [text(sentence(stream))],
});

const INLINES: readonly NodeMaker[] = [
  (stream) => text(phrase(stream), { type: 'strong' }),
  (stream) => text(`${phrase(stream)} `, { type: 'em' }, { type: 'underline' }),
  (stream) => text(phrase(stream), { type: 'strike' }),
  (stream) => text(`call(${stream.below(90)}, \`x\`)`, { type: 'code' }),
  (stream, around) => text('another issue', { type: 'link', attrs: { href: around.issueUrl(stream) } }),
  (stream) => text(phrase(stream), { type: 'textColor', attrs: { color: '#ff5630' } }),
  () => text('2', { type: 'subsup', attrs: { type: 'sup' } }),
  () => ({ type: 'hardBreak' }),
  (stream, around) => {
    const person = stream.pick(around.people);
    return {
      type: 'mention',
      attrs: { id: person.accountId, text: `@${person.displayName}`, accessLevel: '' },
    };
  },
  () => ({ type: 'emoji', attrs: { shortName: ':slight_smile:', id: '1f642', text: '🙂' } }),
  (_stream, around) => ({ type: 'date', attrs: { timestamp: String(around.aroundMs) } }),
  () => ({ type: 'status', attrs: { text: 'on hold', color: 'yellow', localId: 'status-1', style: '' } }),
  (stream, around) => ({ type: 'inlineCard', attrs: { url: around.issueUrl(stream) } }),
];

function paragraph(stream: DrawStream, around: DocumentSurroundings): AdfNode {
  const content = [text(`${sentence(stream)} `)];
  for (let remaining = stream.below(4); remaining > 0; remaining--) {
    content.push(stream.pick(INLINES)(stream, around), text(` ${phrase(stream)}`));
  }
  return { type: 'paragraph', content };
}

function mediaSingle(stream: DrawStream, around: DocumentSurroundings): AdfNode {
  const file = stream.pick(around.media);
  return {
    type: 'mediaSingle',
    attrs: { layout: 'center' },
    content: [
      {
        type: 'media',
        attrs: { type: 'file', id: file.uuid, collection: '', alt: file.filename, width: 640, height: 400 },
      },
    ],
  };
}

const listItem = (...content: AdfNode[]): AdfNode => ({ type: 'listItem', content });
const tableCell = (
  type: 'tableHeader' | 'tableCell',
  attrs: Record<string, unknown>,
  ...content: AdfNode[]
): AdfNode => ({
  type,
  attrs,
  content,
});

const BLOCKS: readonly NodeMaker[] = [
  paragraph,
  paragraph,
  (stream) => ({ type: 'heading', attrs: { level: 1 + stream.below(6) }, content: [text(phrase(stream))] }),
  (stream) => ({
    type: 'bulletList',
    content: [
      listItem(plainParagraph(stream), {
        type: 'bulletList',
        content: [listItem(plainParagraph(stream))],
      }),
      listItem(plainParagraph(stream)),
    ],
  }),
  (stream) => ({
    type: 'orderedList',
    attrs: { order: 3 },
    content: [listItem(plainParagraph(stream)), listItem(plainParagraph(stream))],
  }),
  (stream) => ({
    type: 'taskList',
    attrs: { localId: 'task-list' },
    content: ['TODO', 'DONE'].map((state) => ({
      type: 'taskItem',
      attrs: { localId: `task-${state}`, state },
      content: [text(phrase(stream))],
    })),
  }),
  (stream) => ({
    type: 'decisionList',
    attrs: { localId: 'decision-list' },
    content: [
      {
        type: 'decisionItem',
        attrs: { localId: 'decision', state: 'DECIDED' },
        content: [text(sentence(stream))],
      },
    ],
  }),
  () => ({
    type: 'codeBlock',
    attrs: { language: 'typescript' },
    content: [text('const fence = "```";\n\tif (a < b && c) return `x`;')],
  }),
  (stream) => ({ type: 'blockquote', content: [plainParagraph(stream)] }),
  (stream) => ({
    type: 'panel',
    attrs: { panelType: stream.pick(['info', 'note', 'success', 'warning', 'error']) },
    content: [plainParagraph(stream)],
  }),
  (stream) => ({ type: 'expand', attrs: { title: 'Details' }, content: [plainParagraph(stream)] }),
  () => ({ type: 'rule' }),
  (stream) => ({
    type: 'table',
    attrs: { isNumberColumnEnabled: false, layout: 'default' },
    content: [
      {
        type: 'tableRow',
        content: [
          tableCell('tableHeader', {}, plainParagraph(stream)),
          tableCell('tableHeader', { colspan: 2 }, plainParagraph(stream)),
        ],
      },
      {
        type: 'tableRow',
        content: [
          tableCell('tableCell', { background: '#deebff' }, plainParagraph(stream)),
          tableCell('tableCell', {}, { type: 'paragraph', content: [text('a | b')] }),
          tableCell('tableCell', {}, { type: 'paragraph' }),
        ],
      },
    ],
  }),
  (stream, around) =>
    around.media.length === 0
      ? plainParagraph(stream)
      : {
          type: 'mediaGroup',
          content: around.media.map((file) => ({
            type: 'media',
            attrs: { type: 'file', id: file.uuid, collection: '' },
          })),
        },
  () => ({
    type: 'mediaSingle',
    attrs: { layout: 'align-start' },
    content: [{ type: 'media', attrs: { type: 'external', url: 'https://pictures.example/one.png' } }],
  }),
  (stream, around) => ({ type: 'blockCard', attrs: { url: around.issueUrl(stream) } }),
  () => ({
    type: 'extension',
    attrs: { extensionType: 'com.example.macros', extensionKey: 'chart', parameters: { kind: 'pie' } },
  }),
  () => ({
    type: 'hologram',
    attrs: { depth: 3 },
    content: [{ type: 'paragraph', content: [text('Text inside a node type nobody knows yet.')] }],
  }),
];
