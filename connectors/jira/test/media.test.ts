import { describe, expect, it } from 'vitest';
import { createMediaResolver, mediaNamesIn } from '../src/media.js';
import { attachmentsOf, readIssue } from '../src/streams/issue-page.js';
import { pictureOf, rawAttachment, sparseComment, sparseIssue } from './jira-records.js';

/** Ids of the files marked as shown inside a text. */
function inlineIds(fields: Record<string, unknown>, laterComments: readonly unknown[] = []): unknown[] {
  const issue = readIssue(sparseIssue(fields));
  const comments = [...issue.comments.first, ...laterComments].map((raw) => ({ issue, raw }));
  return attachmentsOf(issue, comments)
    .filter(({ inline }) => inline)
    .map(({ raw }) => (typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : undefined));
}

describe('the file behind a picture', () => {
  const resolver = createMediaResolver([
    rawAttachment('1', 'a.png'),
    rawAttachment('2', 'twice.png'),
    rawAttachment('3', 'twice.png'),
    { id: '4', filename: 'no-date.png' },
    'junk',
    null,
  ]);

  it('is the only one of its name', () => {
    expect(resolver.resolve({ alt: 'a.png' })).toEqual({ attachmentId: '1', fileName: 'a.png' });
  });

  it.each(['twice.png', 'A.png', 'other.png', '', undefined, 'no-date.png', '__proto__'])(
    'is not guessed for %j',
    (alt) => {
      expect(resolver.resolve({ alt })).toBeUndefined();
    },
  );
});

describe('a file is marked as inline', () => {
  const attachment = [rawAttachment('1', 'a.png'), rawAttachment('2', 'b.png')];

  it.each([
    ['description', { description: pictureOf('a.png') }],
    ['environment', { environment: pictureOf('a.png') }],
    ['custom field', { customfield_10050: pictureOf('a.png') }],
    ['comment', { comment: { comments: [sparseComment({ body: pictureOf('a.png') })], total: 1 } }],
    [
      'line of text',
      {
        description: {
          type: 'doc',
          content: [
            { type: 'paragraph', content: [{ type: 'mediaInline', attrs: { id: 'u', alt: 'a.png' } }] },
          ],
        },
      },
    ],
  ])('when the %s shows it', (_, fields) => {
    expect(inlineIds({ attachment, ...fields })).toEqual(['1']);
  });

  it('when a comment beyond those of the search shows it', () => {
    expect(inlineIds({ attachment }, [sparseComment({ body: pictureOf('b.png') })])).toEqual(['2']);
  });

  it('however deep the picture is', () => {
    let description: unknown = pictureOf('a.png');
    for (let depth = 0; depth < 20_000; depth++) description = { type: 'blockquote', content: [description] };
    expect(inlineIds({ attachment, description })).toEqual(['1']);
  });

  it.each([
    ['two files share the name', [...attachment, rawAttachment('3', 'a.png')], pictureOf('a.png')],
    ['no file has the name', attachment, pictureOf('c.png')],
    ['the picture has no name', attachment, pictureOf(undefined)],
    [
      'the picture lives elsewhere and only shares the name',
      attachment,
      pictureOf('a.png', { type: 'external', url: 'https://elsewhere.example/a.png' }),
    ],
    ['the name is only text', attachment, { type: 'text', text: 'a.png', attrs: { alt: 'a.png' } }],
  ])('not when %s', (_, attachments, description) => {
    expect(inlineIds({ attachment: attachments, description })).toEqual([]);
  });
});

describe('names of pictures', () => {
  it.each([undefined, null, 'text', 7, [], { type: 'media' }, { type: 'media', attrs: null }])(
    'are not found in %j',
    (value) => {
      expect(mediaNamesIn(value)).toEqual([]);
    },
  );
});
