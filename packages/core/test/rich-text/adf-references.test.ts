import { describe, expect, it } from 'vitest';
import type { AdfMediaReference } from '../../src/rich-text/index.js';
import {
  cell,
  convert,
  document,
  header,
  heading,
  lines,
  link,
  losses,
  markdown,
  media,
  mention,
  node,
  paragraph,
  segments,
  table,
  text,
} from './adf-documents.js';

const ADA = { id: '557058:ab12', ref_type: 'users', fallback_record_name: 'Ada' };
const ada = mention('557058:ab12', { text: '@Ada' });

describe('mentions', () => {
  it('keeps the spaces around them', () => {
    expect(segments(paragraph('Hello ', ada, ', see ', ada, ' and go'))).toEqual([
      'Hello ',
      ADA,
      ', see ',
      ADA,
      ' and go',
    ]);
  });

  it('stand at the start, at the end and next to each other', () => {
    expect(segments(paragraph(ada, ada, ' x ', ada))).toEqual([ADA, ADA, ' x ', ADA]);
    expect(segments(paragraph(ada), paragraph(ada))).toEqual([ADA, '\n\n', ADA]);
  });

  it('asks for the name when the document has none', () => {
    const adf = document(paragraph(mention('u1'), ' ', mention('u2')));
    const resolveUserName = (id: string) => (id === 'u1' ? 'Grace' : undefined);
    expect(convert(adf, { resolveUserName }).richText).toEqual([
      { id: 'u1', ref_type: 'users', fallback_record_name: 'Grace' },
      ' ',
      { id: 'u2', ref_type: 'users' },
    ]);
  });

  it('writes mentions of everybody as text', () => {
    expect(markdown(paragraph(mention('all', { text: '@all', userType: 'SPECIAL' })))).toBe('@all');
    expect(markdown(paragraph(mention('here', { userType: 'SPECIAL' })))).toBe('@here');
  });

  it('writes a mention without id as text and counts it', () => {
    const nobody = node('mention', undefined, { text: '@Bob' });
    expect(convert(document(paragraph(nobody)))).toEqual({
      richText: ['@Bob'],
      losses: { 'mention:withoutId': 1 },
    });
  });

  it('never escapes the name', () => {
    expect(segments(paragraph(mention('u1', { text: '@*_[A]\u0000' })))).toEqual([
      { id: 'u1', ref_type: 'users', fallback_record_name: '*_[A]' },
    ]);
  });

  it('stand in bold text, headings and table cells', () => {
    expect(segments(paragraph(text('a ', 'strong'), { ...ada, marks: [{ type: 'strong' }] }))).toEqual([
      '**a ',
      ADA,
      '**',
    ]);
    expect(segments(heading(1, ada))).toEqual(['# ', ADA]);
    expect(segments(table([header('H')], [cell(paragraph(ada))]))).toEqual(['| H |\n| --- |\n| ', ADA, ' |']);
  });

  it('do not combine with the text around them', () => {
    expect(segments(paragraph('Hey!', ada, '(boss)'))).toEqual(['Hey\\!', ADA, '\\(boss)']);
  });

  it('appear once when they lie in the header of a table that becomes a list', () => {
    const inner = table([header(paragraph(ada))], [cell('1')], [cell('2')]);
    expect(segments(node('blockquote', [inner]))).toEqual(['> - **', ADA, '**\n> - 1\n> - 2']);
  });
});

describe('media', () => {
  const plan = media({ id: 'uuid-plan', alt: 'the plan' });
  const PLAN = { id: '10021', ref_type: 'artifact', fallback_record_name: 'plan.png' };
  const single = (...content: unknown[]) => node('mediaSingle', content, { layout: 'center' });

  it('shows a known attachment in place', () => {
    expect(segments(paragraph('see'), single(plan))).toEqual(['see\n\n![the plan](', PLAN, ')']);
  });

  it('names an unknown or deleted attachment and counts it', () => {
    expect(convert(document(single(media({ id: 'gone', alt: 'a]b.png' })), single(media({}))))).toEqual({
      richText: ['\\[attachment: a\\]b.png\\]\n\n\\[attachment\\]'],
      losses: { 'media:unresolved': 2 },
    });
  });

  it('numbers file media in document order and leaves out external pictures', () => {
    const seen: AdfMediaReference[] = [];
    const adf = document(
      single(media({ id: 'a', alt: 'x.png' })),
      single({ type: 'media', attrs: { type: 'external', url: 'http://a/p.png' } }),
      table([cell(single(media({ id: 'b' })))]),
      paragraph(node('mediaInline', undefined, { id: 'c', collection: '' })),
    );
    convert(adf, {
      resolveMedia: (reference) => {
        seen.push(reference);
        return undefined;
      },
    });
    expect(seen).toEqual([
      { id: 'a', alt: 'x.png', index: 0 },
      { id: 'b', alt: undefined, index: 1 },
      { id: 'c', alt: undefined, index: 2 },
    ]);
  });

  it('shows pictures at public addresses, unless the address is unsafe', () => {
    const external = (url: string) => single({ type: 'media', attrs: { type: 'external', url, alt: 'P]' } });
    expect(markdown(external('http://a/p (1).png'))).toBe('![P\\]](<http://a/p (1).png>)');
    expect(convert(document(external('data:image/png;base64,x')))).toEqual({
      richText: ['P\\]'],
      losses: { 'image:unsafe': 1 },
    });
  });

  it('writes the caption as an italic line', () => {
    expect(segments(single(plan, node('caption', [text('Fig. 1')])))).toEqual([
      '![the plan](',
      PLAN,
      ')\\\n*Fig. 1*',
    ]);
  });

  it('links a picture, wherever the link sits', () => {
    const onMedia = { ...plan, marks: [link('http://a')] };
    const onSingle = { ...single(plan), marks: [link('http://a')] };
    const expected = ['[![the plan](', PLAN, ')](http://a)'];
    expect(segments(single(onMedia))).toEqual(expected);
    expect(segments(onSingle)).toEqual(expected);
  });

  it('lists the files of a group', () => {
    const group = node('mediaGroup', [media({ id: 'uuid-plan' }), media({ id: 'gone', alt: 'b.txt' })]);
    expect(segments(group)).toEqual(['- [plan.png](', PLAN, ')\n- \\[attachment: b.txt\\]']);
  });

  it('shows pictures in table cells and inline files', () => {
    expect(segments(table([header('H')], [cell(single(plan))]))).toEqual([
      '| H |\n| --- |\n| ![the plan](',
      PLAN,
      ') |',
    ]);
    const inline = (type: string) =>
      node('mediaInline', undefined, { type, id: 'uuid-plan', collection: '' });
    expect(segments(paragraph('a ', inline('file'), ' ', inline('image')))).toEqual([
      'a [plan.png](',
      PLAN,
      ') ![plan.png](',
      PLAN,
      ')',
    ]);
  });
});

describe('cards and links to records', () => {
  const card = (attrs: Record<string, unknown>) => node('inlineCard', undefined, attrs);
  const KEY_1 = { id: '10001', ref_type: 'issues', fallback_record_name: 'KEY-1' };

  it('writes a link with the name of the card, or the address', () => {
    expect(markdown(paragraph(card({ url: 'http://a/x_y' })))).toBe('[http://a/x_y](http://a/x_y)');
    expect(markdown(paragraph(card({ data: { url: 'http://a', name: 'Page' } })))).toBe('[Page](http://a)');
  });

  it('mentions a known record', () => {
    const url = 'https://acme.example/browse/KEY-1';
    expect(segments(paragraph('see ', card({ url })))).toEqual(['see ', KEY_1]);
    expect(segments(paragraph('see ', text(url, link(url))))).toEqual(['see ', KEY_1]);
  });

  it('keeps the wording of a link to a known record', () => {
    const url = 'https://acme.example/browse/KEY-1';
    expect(markdown(paragraph(text('this bug', link(url))))).toBe(`[this bug](${url})`);
  });

  it('puts block and embed cards on lines of their own', () => {
    const block = node('blockCard', undefined, { url: 'http://a', datasource: { id: 'd', parameters: {} } });
    const embed = node('embedCard', undefined, { url: 'http://b', layout: 'wide' });
    expect(markdown(block, embed)).toBe(lines('[http://a](http://a)', '', '[http://b](http://b)'));
  });

  it('names a card without address and counts it', () => {
    const block = node('blockCard', undefined, { datasource: { id: 'd' } });
    expect(convert(document(block))).toEqual({
      richText: ['\\[unsupported: blockCard\\]'],
      losses: { 'unsupported:blockCard': 1 },
    });
    expect(markdown(paragraph(card({ data: { name: 'Only a name' } })))).toBe('Only a name');
  });
});

describe('emoji, dates, states and placeholders', () => {
  const emoji = (attrs: Record<string, unknown>) => paragraph(node('emoji', undefined, attrs));

  it.each([
    [{ shortName: ':grinning:', text: '😀' }, '😀'],
    [{ shortName: ':man_technologist:', id: '1f468-200d-1f4bb' }, '👨‍💻'],
    [{ shortName: ':hash:', id: '0023-fe0f-20e3' }, '#️⃣'],
    [{ shortName: ':check_mark:', id: 'atlassian-check_mark', text: ':check_mark:' }, '✅'],
  ])('writes %j', (attrs, expected) => {
    expect(markdown(emoji(attrs))).toBe(expected);
  });

  it.each([
    [{ shortName: ':our_logo:', id: '4bc6b9ab-1d5c-4f6b', text: ':our_logo:' }, ':our_logo:'],
    [{ shortName: 'party', id: '42' }, ':party:'],
    [{ shortName: ':x:', id: 'ffffff' }, ':x:'],
  ])('writes the name of the custom emoji %j and counts it', (attrs, expected) => {
    expect(markdown(emoji(attrs))).toBe(expected);
    expect(losses(emoji(attrs))).toEqual({ 'emoji:custom': 1 });
  });

  it.each([
    ['1582152559000', '2020-02-19'],
    [1582152559000, '2020-02-19'],
    ['-1', '1969-12-31'],
  ])('writes the date %j in UTC', (timestamp, expected) => {
    expect(markdown(paragraph(node('date', undefined, { timestamp })))).toBe(expected);
  });

  it.each([
    ['tomorrow', 'tomorrow'],
    ['9e99', '9e99'],
    ['', '\\[date\\]'],
    [null, '\\[date\\]'],
  ])('survives the date %j', (timestamp, expected) => {
    const adf = paragraph(node('date', undefined, { timestamp }));
    expect(markdown(adf)).toBe(expected);
    expect(losses(adf)).toEqual({ date: 1 });
  });

  it('writes states in bold and drops placeholders', () => {
    const status = node('status', undefined, { text: 'IN PROGRESS', color: 'blue' });
    const placeholder = node('placeholder', undefined, { text: 'Type here' });
    expect(markdown(paragraph('is ', status, placeholder))).toBe('is **IN PROGRESS**');
  });
});
