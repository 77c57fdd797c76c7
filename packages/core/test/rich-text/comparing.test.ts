import { expect, test } from 'vitest';
import {
  hasSameWords,
  isSameText,
  type RichTextInput,
  richTextWithNames,
} from '../../src/rich-text/index.js';

const mention = { ref_type: 'users', id: 'u1', fallback_record_name: 'Ada' };

test('the same text is told from another, whatever form it comes in', () => {
  const forms: RichTextInput[] = [
    'Ask Ada, **now**',
    ['Ask ', mention, ', **now**'],
    { type: 'rich_text', content: ['Ask ', mention, ', **now**\n'] },
  ];
  for (const left of forms) for (const right of forms) expect(isSameText(left, right)).toBe(true);
  expect(isSameText('Ask Ada, **now**', 'Ask Ada, now')).toBe(false);
  expect(isSameText('a\n\n b', 'a\n\nb')).toBe(false);
  expect(isSameText(null, undefined)).toBe(true);
  expect(isSameText(null, ['x'])).toBe(false);
});

test('a mention without a name is known by its id', () => {
  expect(richTextWithNames([{ ref_type: 'users', id: 'u1' }, ' said so'])).toBe('u1 said so');
});

test('the same words in another formatting are the same words', () => {
  expect(hasSameWords(['# Title\n\n- one\n- **two**'], 'Title\none\ntwo')).toBe(true);
  expect(hasSameWords('one two', 'one three')).toBe(false);
  expect(hasSameWords(undefined, '')).toBe(true);
});
