import { describe, expect, it } from 'vitest';
import {
  code,
  convert,
  document,
  HARD_BREAK,
  heading,
  lines,
  link,
  losses,
  markdown,
  node,
  paragraph,
  segments,
  text,
} from './adf-documents.js';

describe('paragraphs', () => {
  it('writes one and several paragraphs', () => {
    expect(segments(paragraph('Hello'))).toEqual(['Hello']);
    expect(markdown(paragraph('one'), paragraph('two'))).toBe('one\n\ntwo');
  });

  it('collapses empty paragraphs', () => {
    expect(markdown(paragraph('one'), paragraph(), paragraph('  '), paragraph('two'))).toBe('one\n\ntwo');
  });

  it.each([
    ['null', null],
    ['undefined', undefined],
    ['an empty document', document()],
    ['an empty paragraph', document(paragraph())],
    ['white space', document(paragraph(' \t\n\u00A0'), paragraph(HARD_BREAK))],
    ['invisible characters', document(paragraph('\u200B\u200E\uFEFF'))],
    [
      'empty containers',
      document(node('bulletList', [node('listItem', [paragraph()])]), node('blockquote', [])),
    ],
    ['an empty code block', document(code('\n'))],
    ['control characters', document(paragraph('\u0000\u0007\uD800'))],
  ])('is null for %s', (_name, adf) => {
    expect(convert(adf)).toEqual({ richText: null, losses: {} });
  });

  it('writes hard breaks and newlines as backslash breaks and drops those at the edges', () => {
    expect(markdown(paragraph(HARD_BREAK, 'a ', HARD_BREAK, ' b\nc', HARD_BREAK))).toBe('a\\\nb\\\nc');
    expect(markdown(heading(2, 'a', HARD_BREAK, 'b'))).toBe('## a b');
  });

  it('takes a string, which is no ADF, as plain text', () => {
    expect(convert('*one*\n\ntwo').richText).toEqual(['\\*one\\*\n\ntwo']);
  });
});

describe('marks', () => {
  it.each([
    ['strong', '**x**'],
    ['em', '*x*'],
    ['strike', '~~x~~'],
    ['code', '`x`'],
  ])('writes %s', (mark, expected) => {
    expect(markdown(paragraph('a ', text('x', mark), ' b'))).toBe(`a ${expected} b`);
  });

  it.each(['underline', 'subsup', 'textColor', 'backgroundColor', 'annotation', 'border', 'fontSize'])(
    'drops %s, keeps the text and counts it',
    (mark) => {
      expect(convert(document(paragraph('H', text('2', mark), 'O')))).toEqual({
        richText: ['H2O'],
        losses: { [`mark:${mark}`]: 1 },
      });
    },
  );

  it('does not count marks that show nothing', () => {
    expect(losses(paragraph(text('x', 'fragment', 'dataConsumer', 'breakout')))).toEqual({});
  });

  it('nests in a fixed order', () => {
    expect(markdown(paragraph(text('x', 'strike', 'em', 'strong', link('http://a'))))).toBe(
      '[***~~x~~***](http://a)',
    );
    expect(markdown(paragraph(text('x', 'code', 'strong', link('http://a'))))).toBe('[`x`](http://a)');
  });

  it('writes one link around text of several marks', () => {
    expect(markdown(paragraph(text('a ', link('http://a')), text('b', 'strong', link('http://a'))))).toBe(
      '[a **b**](http://a)',
    );
  });

  it('joins equal neighbours before writing', () => {
    expect(markdown(paragraph(text('a', 'strong'), text('b', 'strong'), text(' c')))).toBe('**ab** c');
    expect(markdown(paragraph(text('a`', 'code'), text('b', 'code')))).toBe('``a`b``');
  });

  it('joins code whose only difference was a dropped link', () => {
    expect(markdown(paragraph(text('a', 'code', link('javascript:x')), text('b', 'code')))).toBe('`ab`');
  });

  it('writes overlapping marks', () => {
    expect(markdown(paragraph(text('a ', 'strong'), text('b', 'strong', 'em'), text(' c', 'em')))).toBe(
      '**a *b*** *c*',
    );
  });

  it('moves white space out of spans', () => {
    expect(markdown(paragraph(text('a ', 'strong'), 'b', text(' c ', 'em'), 'd'))).toBe('**a** b *c* d');
    expect(markdown(paragraph(text(' go ', link('http://a')), 'on'))).toBe('[go](http://a) on');
    expect(markdown(paragraph('a', text('  ', 'strong'), 'b'))).toBe('a  b');
  });

  it('marks part of a word', () => {
    expect(markdown(paragraph('un', text('believ', 'strong'), 'able ', text('x', 'em'), 'y'))).toBe(
      'un**believ**able *x*y',
    );
  });

  it('moves punctuation out where it would keep the delimiter from closing or opening', () => {
    expect(markdown(paragraph(text('Name:', 'strong'), 'value'))).toBe('**Name**:value');
    expect(markdown(paragraph('value', text('(x', 'strong')))).toBe('value(**x**');
    expect(markdown(paragraph(text('注意。', 'strong'), '中文'))).toBe('**注意**。中文');
    expect(markdown(paragraph(text('Name:', 'strong'), ' value'))).toBe('**Name:** value');
  });

  it('gives up emphasis that would touch other delimiters inside a word, and counts it', () => {
    const adf = document(paragraph(text('a', 'strong'), text('b', 'em'), 'c'));
    expect(convert(adf)).toEqual({ richText: ['**a**bc'], losses: { 'mark:emphasis': 1 } });
  });

  it('closes and opens marks at a hard break', () => {
    expect(markdown(paragraph(text('a', 'strong'), HARD_BREAK, text('b', 'strong')))).toBe('**a**\\\n**b**');
  });

  it('fences inline code with more backticks than it holds', () => {
    expect(markdown(paragraph(text('a``b', 'code')))).toBe('```a``b```');
    expect(markdown(paragraph(text('`', 'code')))).toBe('`` ` ``');
    expect(markdown(paragraph(text(' a ', 'code')))).toBe('`  a  `');
    expect(markdown(paragraph(text('*_[\\', 'code')))).toBe('`*_[\\`');
    expect(markdown(paragraph('a', text('  ', 'code'), 'b'))).toBe('a  b');
  });
});

describe('headings', () => {
  it.each([1, 2, 3, 4, 5, 6])('writes level %i', (level) => {
    expect(markdown(heading(level, 'Title'))).toBe(`${'#'.repeat(level)} Title`);
  });

  it.each([
    [0, '# T'],
    [9, '###### T'],
    ['two', '# T'],
  ])('bounds level %s', (level, expected) => {
    expect(markdown(node('heading', [text('T')], { level }))).toBe(expected);
  });

  it('is followed by an empty line', () => {
    expect(markdown(heading(2, 'T'), node('bulletList', [node('listItem', [paragraph('a')])]))).toBe(
      '## T\n\n- a',
    );
  });

  it('escapes what would be read as its closing sequence', () => {
    expect(markdown(heading(2, 'a ##'))).toBe('## a \\##');
    expect(markdown(heading(2, 'C#'))).toBe('## C#');
  });
});

describe('escaping', () => {
  it.each([
    ['1. a', '1\\. a'],
    ['1) a', '1\\) a'],
    ['1.a', '1.a'],
    ['1234567890. a', '1234567890. a'],
    ['# x', '\\# x'],
    ['#x', '#x'],
    ['- y', '\\- y'],
    ['-y', '-y'],
    ['+ y', '\\+ y'],
    ['---', '\\---'],
    ['===', '\\==='],
    ['~~~', '\\~\\~\\~'],
    ['~5 minutes', '~5 minutes'],
    ['a~b~c', 'a\\~b\\~c'],
    ['> q', '\\> q'],
    ['a > b', 'a > b'],
    ['<div>', '\\<div>'],
    ['&amp; &#35; &#x41;', '\\&amp; \\&#35; \\&#x41;'],
    ['a & b; AT&T', 'a & b; AT&T'],
    ['*', '\\*'],
    ['C:\\dir', 'C:\\\\dir'],
    ['a | b', 'a | b'],
    ['|---|', '\\|---|'],
    ['[x](y)', '\\[x\\](y)'],
    ['![x](y)', '!\\[x\\](y)'],
    ['`x`', '\\`x\\`'],
    ['snake_case_name', 'snake_case_name'],
    ['__init__', '\\_\\_init\\_\\_'],
    ['[ref]: http://a', '\\[ref\\]: http://a'],
    ['    indented', 'indented'],
    ['https://a.example/b_c?d=1&e=2', 'https://a.example/b_c?d=1&e=2'],
  ])('writes %j as %j', (source, expected) => {
    expect(markdown(paragraph(source))).toBe(expected);
  });

  it('applies at the start of every line', () => {
    expect(markdown(paragraph('a', HARD_BREAK, '# b', HARD_BREAK, '2. c\n---'))).toBe(
      lines('a\\', '\\# b\\', '2\\. c\\', '\\---'),
    );
  });

  it('keeps an exclamation mark before a link from making it an image', () => {
    expect(markdown(paragraph('Wow!', text('here', link('http://a'))))).toBe('Wow\\![here](http://a)');
  });
});

describe('characters', () => {
  it('keeps right-to-left text, bidi marks, joiners and combining marks', () => {
    const value = 'שלום \u200Fabc\u2069 👩‍💻 e\u0301 𝒳';
    expect(markdown(paragraph(value))).toBe(value);
  });

  it('strips NUL, control characters, byte order marks and lone surrogates', () => {
    expect(markdown(paragraph('a\u0000b\u0007c\uFEFFd\uD800e\uDC00f\u009F'))).toBe('abcdef');
  });

  it('keeps a surrogate pair that the source split into two nodes', () => {
    expect(markdown(paragraph(text('\uD83D'), text('\uDE00')))).toBe('😀');
  });

  it.each(['\u2028', '\u2029', '\r\n', '\r', '\u0085', '\v'])('reads %j as a line break', (separator) => {
    expect(markdown(paragraph(`a${separator}b`))).toBe('a\\\nb');
  });
});

describe('links', () => {
  it.each([
    ['http://a.example/x y', '[t](<http://a.example/x y>)'],
    ['http://a.example/x_(y)', '[t](<http://a.example/x_(y)>)'],
    ['mailto:a@b.example', '[t](mailto:a@b.example)'],
    ['/browse/KEY-2', '[t](/browse/KEY-2)'],
    ['#section', '[t](#section)'],
    ['http://a/?x=1&copy=2&amp;y', '[t](http://a/?x=1&copy=2\\&amp;y)'],
    ['http://a/`|<x>\\', '[t](http://a/%60%7C%3Cx%3E%5C)'],
  ])('writes the destination %j', (href, expected) => {
    expect(markdown(paragraph(text('t', link(href))))).toBe(expected);
  });

  it.each([
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    ' java\nscript:alert(1)',
    'java\u0000script:x',
    'data:text/html,x',
    'vbscript:x',
  ])('drops the link to %j, keeps the text and counts it', (href) => {
    expect(convert(document(paragraph(text('t', link(href)))))).toEqual({
      richText: ['t'],
      losses: { 'link:unsafe': 1 },
    });
  });

  it('does not let an entity hide an unsafe scheme', () => {
    expect(markdown(paragraph(text('t', link('javascript&colon;alert(1)'))))).toBe(
      '[t](<javascript\\&colon;alert(1)>)',
    );
  });

  it('escapes brackets in the text and writes bare addresses as links', () => {
    expect(markdown(paragraph(text('a]b[', link('http://a'))))).toBe('[a\\]b\\[](http://a)');
    expect(markdown(paragraph(text('http://a', link('http://a'))))).toBe('[http://a](http://a)');
  });

  it('keeps code in a link from being read as a link reference definition', () => {
    expect(markdown(paragraph(text('a]:b', 'code', link('http://a'))))).toBe('[a\\]:b](http://a)');
    expect(markdown(paragraph(text('a]b', 'code', link('http://a'))))).toBe('[`a]b`](http://a)');
  });

  it('keeps an address of 8 kB', () => {
    const href = `https://a.example/?q=${'x'.repeat(8192)}`;
    expect(markdown(paragraph(text('t', link(href))))).toBe(`[t](${href})`);
  });

  it('counts a lost title', () => {
    const titled = { type: 'link', attrs: { href: 'http://a', title: 'T' } };
    expect(losses(paragraph(text('t', titled)))).toEqual({ 'link:title': 1 });
  });
});
