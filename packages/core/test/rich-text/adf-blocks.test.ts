import { describe, expect, it } from 'vitest';
import {
  bullets,
  code,
  convert,
  document,
  HARD_BREAK,
  heading,
  item,
  lines,
  losses,
  markdown,
  node,
  numbers,
  paragraph,
  text,
} from './adf-documents.js';

describe('lists', () => {
  it('writes bullets and numbers from the given start', () => {
    expect(markdown(bullets(item('a'), item('b')))).toBe('- a\n- b');
    expect(markdown(numbers(7, item('a'), item('b')))).toBe('7. a\n8. b');
    expect(markdown(node('orderedList', [item('a')]))).toBe('1. a');
    expect(markdown(numbers(0, item('a')))).toBe('0. a');
  });

  it('keeps numbers within the nine digits of CommonMark', () => {
    expect(markdown(numbers(1e12, item('a')))).toBe('999999998. a');
  });

  it('nests four levels with the width of each marker', () => {
    const list = bullets(
      item('a', numbers(1, item('b', bullets(item('c', numbers(1, item('d'))))))),
      item('e'),
    );
    expect(markdown(list)).toBe(lines('- a', '  1. b', '     - c', '       1. d', '- e'));
  });

  it('separates a nested list that cannot interrupt its paragraph', () => {
    expect(markdown(bullets(item('a', numbers(7, item('b')))))).toBe(lines('- a', '', '  7. b'));
  });

  it('indents further paragraphs and code', () => {
    expect(markdown(numbers(10, item('a', 'b', code('x\n\ny', 'js')), item('c')))).toBe(
      lines('10. a', '', '    b', '', '    ```js', '    x', '    ', '    y', '    ```', '', '11. c'),
    );
  });

  it('keeps empty items between others', () => {
    expect(markdown(bullets(item('a'), item(), item('b')))).toBe(lines('- a', '-', '- b'));
  });

  it('leaves out an empty item that would make a thematic break', () => {
    const inner = bullets(item(), item('x'));
    expect(markdown(bullets(item(bullets(item(inner)))))).toBe('- - - x');
  });

  it('continues the lines of an item under its text', () => {
    expect(markdown(bullets(item(paragraph('a', HARD_BREAK, '- b'))))).toBe(lines('- a\\', '  \\- b'));
  });

  it('puts an empty line between a paragraph and a list, and changes the marker between two lists', () => {
    expect(markdown(paragraph('p'), bullets(item('a')), bullets(item('b')), bullets(item('c')))).toBe(
      lines('p', '', '- a', '', '* b', '', '- c'),
    );
    expect(markdown(numbers(1, item('a')), numbers(1, item('b')), bullets(item('c')))).toBe(
      lines('1. a', '', '1) b', '', '- c'),
    );
  });

  it('accepts children that are no items', () => {
    expect(markdown(node('bulletList', [paragraph('a'), bullets(item('b')), text('c')]))).toBe(
      lines('- a', '  - b', '- c'),
    );
  });

  it('flattens what is nested too deep, keeps the text and counts it', () => {
    let list = bullets(item('deepest', bullets(item('lower'))));
    for (let level = 0; level < 9; level += 1) list = bullets(item(list));
    expect(convert(document(list))).toEqual({
      richText: [`${'- '.repeat(10)}deepest\n\n${' '.repeat(20)}• lower`],
      losses: { nesting: 1 },
    });
  });
});

describe('task and decision lists', () => {
  const task = (state: string, ...content: unknown[]) => node('taskItem', content, { state, localId: '1' });
  it('writes check boxes', () => {
    expect(markdown(node('taskList', [task('TODO', text('a')), task('DONE', text('b'))]))).toBe(
      lines('- [ ] a', '- [x] b'),
    );
  });

  it('puts a nested list, which ADF writes after its item, into the item', () => {
    const list = node('taskList', [
      task('TODO', text('a')),
      node('taskList', [task('DONE', text('b'))]),
      task('TODO', text('c')),
    ]);
    expect(markdown(list)).toBe(lines('- [ ] a', '  - [x] b', '- [ ] c'));
  });

  it('writes block task items', () => {
    const blockTask = node('blockTaskItem', [paragraph('a'), paragraph('b')], { state: 'DONE' });
    expect(markdown(node('taskList', [blockTask]))).toBe(lines('- [x] a', '', '  b'));
  });

  it('writes a list inside an item of another kind', () => {
    expect(markdown(bullets(item('a', node('taskList', [task('DONE', text('b'))]))))).toBe(
      lines('- a', '  - [x] b'),
    );
  });

  it('labels decisions', () => {
    const decision = node('decisionItem', [text('ship')], { state: 'DECIDED' });
    expect(markdown(node('decisionList', [decision]))).toBe('- **Decision:** ship');
  });
});

describe('code', () => {
  it('keeps text as it is', () => {
    expect(markdown(code('a *b*\n\t<c> & \\\n', 'ts'))).toBe('```ts\na *b*\n\t<c> & \\\n\n```');
    expect(markdown(code('x'))).toBe('```\nx\n```');
  });

  it('outgrows the backticks in it', () => {
    expect(markdown(code('```\ncode\n````'))).toBe('`````\n```\ncode\n````\n`````');
  });

  it('takes only the first word of the language', () => {
    expect(markdown(code('x', 'c++ `y`'))).toBe('```c++\nx\n```');
    expect(markdown(code('x', '``'))).toBe('```\nx\n```');
  });

  it('keeps 1 000 lines', () => {
    const source = Array.from({ length: 1000 }, (_, index) => `line ${index}`).join('\n');
    expect(markdown(code(source))).toBe(`\`\`\`\n${source}\n\`\`\``);
  });

  it('prefixes every line inside a quote', () => {
    expect(markdown(node('blockquote', [code('a\nb')]))).toBe(lines('> ```', '> a', '> b', '> ```'));
  });
});

describe('quotes, panels, expands and layout', () => {
  it('quotes every line and separates two quotes', () => {
    const quote = node('blockquote', [paragraph('a', HARD_BREAK, 'b'), paragraph('c')]);
    expect(markdown(quote, node('blockquote', [paragraph('d')]))).toBe(
      lines('> a\\', '> b', '>', '> c', '', '> d'),
    );
  });

  it.each([
    ['info', 'Info'],
    ['note', 'Note'],
    ['tip', 'Tip'],
    ['warning', 'Warning'],
    ['error', 'Error'],
    ['success', 'Success'],
  ])('labels a panel of type %s', (panelType, label) => {
    expect(markdown(node('panel', [paragraph('careful')], { panelType }))).toBe(`> **${label}:** careful`);
  });

  it('shows the icon of a custom panel', () => {
    const attrs = { panelType: 'custom', panelIconText: '🚀', panelColor: '#fff' };
    expect(markdown(node('panel', [paragraph('go')], attrs))).toBe('> 🚀 go');
    expect(markdown(node('panel', [paragraph('go')], { panelType: 'custom' }))).toBe('> go');
  });

  it('puts the label above a list', () => {
    expect(markdown(node('panel', [bullets(item('a'))], { panelType: 'note' }))).toBe(
      lines('> **Note:**', '>', '> - a'),
    );
  });

  it('writes the title of an expand in bold, then its content', () => {
    expect(markdown(node('expand', [paragraph('a'), heading(3, 'b')], { title: 'More *x*' }))).toBe(
      lines('**More \\*x\\***', '', 'a', '', '### b'),
    );
    expect(markdown(node('expand', [paragraph('a')], {}))).toBe('a');
  });

  it('writes columns one after the other', () => {
    const column = (value: string) => node('layoutColumn', [paragraph(value)], { width: 50 });
    expect(markdown(node('layoutSection', [column('a'), column('b')]))).toBe('a\n\nb');
  });

  it('writes rules that cannot be read as headings or list markers', () => {
    expect(markdown(paragraph('a'), node('rule'))).toBe('a\n\n---');
    expect(markdown(bullets(item(node('rule'))))).toBe('- ___');
  });

  it('counts lost alignment', () => {
    const centred = { ...paragraph('a'), marks: [{ type: 'alignment', attrs: { align: 'center' } }] };
    expect(losses(centred)).toEqual({ 'mark:alignment': 1 });
  });
});

describe('macros and unknown nodes', () => {
  it('shows the body, the text or the name of a macro', () => {
    const attrs = { extensionKey: 'toc', extensionType: 'x' };
    expect(markdown(node('bodiedExtension', [paragraph('body')], attrs))).toBe('body');
    expect(markdown(node('extension', undefined, { ...attrs, text: 'Contents' }))).toBe('Contents');
    expect(convert(document(node('extension', undefined, attrs)))).toEqual({
      richText: ['\\[macro: toc\\]'],
      losses: { extension: 1 },
    });
    expect(markdown(paragraph('a ', node('inlineExtension', undefined, attrs)))).toBe('a \\[macro: toc\\]');
  });

  it('shows the body of a synchronised block, else a placeholder', () => {
    expect(markdown(node('bodiedSyncBlock', [paragraph('a')], { resourceId: 'r' }))).toBe('a');
    expect(convert(document(node('syncBlock', undefined, { resourceId: 'r' })))).toEqual({
      richText: ['\\[unsupported: syncBlock\\]'],
      losses: { 'unsupported:syncBlock': 1 },
    });
  });

  it('shows the text inside nodes of a future version', () => {
    const future = node('hologram', [paragraph('a'), node('projector', [text('b', 'strong')])]);
    expect(convert(document(future))).toEqual({
      richText: ['a\n\n**b**'],
      losses: { 'unsupported:hologram': 1, 'unsupported:projector': 1 },
    });
    expect(markdown(paragraph('a ', node('laser', [text('b')]), ' ', node('beam')))).toBe(
      'a b \\[unsupported: beam\\]',
    );
  });

  it('survives missing content, null marks and values that are no nodes', () => {
    const adf = document(
      { type: 'paragraph' },
      { type: 'paragraph', content: null },
      null,
      7,
      { type: 'paragraph', content: [{ type: 'text', text: 'a', marks: null }, null, { type: 'text' }] },
      { content: [paragraph('b')] },
      { type: 'table', content: [null, { type: 'tableRow', content: 'x' }] },
      { type: 'bulletList', content: [{ type: 'listItem' }] },
      { type: 'constructor' },
    );
    expect(convert(adf)).toEqual({
      richText: ['a\n\nb\n\n\\[unsupported: constructor\\]'],
      losses: {
        'malformed node': 1,
        'unsupported:node without type': 1,
        'unsupported:constructor': 1,
      },
    });
  });

  it('bounds the number of kinds it counts', () => {
    const unknown = Array.from({ length: 500 }, (_, index) => node(`kind${index}`));
    const counted = losses(...unknown);
    expect(Object.keys(counted)).toHaveLength(51);
    expect(counted.other).toBe(450);
    expect(Object.keys(losses(node('x'.repeat(1000))))[0]).toHaveLength(60);
  });
});

describe('depth', () => {
  const deep = (levels: number, type: string): unknown => {
    let inner: unknown = node('paragraph', [
      text('bottom'),
      node('mention', undefined, { id: 'u1', text: '@Al' }),
    ]);
    for (let level = 0; level < levels; level += 1) inner = node(type, [paragraph('x'), inner]);
    return document(inner);
  };

  it.each([
    ['blockquote', 200],
    ['blockquote', 10_000],
    ['layoutSection', 10_000],
    ['unknown', 10_000],
    ['paragraph', 10_000],
    ['bulletList', 10_000],
    ['table', 10_000],
    ['expand', 200_000],
  ])('keeps text and mentions of %s nested %i deep', (type, levels) => {
    const { richText } = convert(deep(levels, type));
    expect(richText?.filter((segment) => typeof segment !== 'string')).toEqual([
      { id: 'u1', ref_type: 'users', fallback_record_name: 'Al' },
    ]);
    const written = richText?.filter((segment) => typeof segment === 'string').join('') ?? '';
    expect(written).toContain('bottom');
    expect(written.match(/x/g)).toHaveLength(levels);
  });
});
