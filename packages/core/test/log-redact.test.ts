import { expect, test } from 'vitest';
import { createLogger } from '../src/log/logger.js';
import { createRedactor, redactAll } from '../src/log/redact.js';

const canary = 'canary/Secret+value=42"x';

test('a secret is found in every form it travels in', () => {
  const { addSecret, redact } = createRedactor();
  addSecret(canary);
  const forms = [
    canary,
    encodeURIComponent(canary),
    Buffer.from(canary).toString('base64'),
    JSON.stringify({ key: canary }),
  ];
  for (const form of forms) {
    const text = redact(`before ${form} after`);
    expect(text).toContain('[redacted]');
    expect(text).not.toContain('canary');
    expect(text).toMatch(/^before .* after$/);
  }
});

test.each(['', 'a', 'ab', 'someone@acme.example:', 'someone@acme.example/token:'])(
  'behind %j in Basic authorization it is found too, and so it is with text after it',
  (before) => {
    const { addSecret, redact } = createRedactor();
    addSecret('canary-token-0123456789');
    for (const after of ['', ':x', '\n']) {
      const encoded = Buffer.from(`${before}canary-token-0123456789${after}`);
      for (const form of [encoded.toString('base64'), encoded.toString('base64url')]) {
        const left = Buffer.from(redact(form).replace('[redacted]', ''), 'base64').toString();
        expect(left).not.toMatch(/canary|token-|0123456/);
        expect(redact(form)).toContain('[redacted]');
      }
    }
  },
);

test('a secret is found in JSON that was put into JSON', () => {
  const { addSecret, redact } = createRedactor();
  addSecret(canary);
  const nested = JSON.stringify({ detail: JSON.stringify({ key: canary }) });
  expect(redact(nested)).not.toContain('canary');
  expect(JSON.parse(redact(nested))).toEqual({ detail: '{"key":"[redacted]"}' });
});

test('a quoted address in a line of JSON is masked up to its quote', () => {
  const { redact } = createRedactor();
  const line = JSON.stringify({ message: 'see "https://toy.example/?code=abc123" or \'?api_key=def456\'' });
  expect(JSON.parse(redact(line))).toEqual({
    message: 'see "https://toy.example/?code=[redacted]" or \'?api_key=[redacted]\'',
  });
});

test('plain data is looked through text by text', () => {
  const redactor = createRedactor();
  redactor.addSecret(canary);
  const report = { code: 'x', message: `"?code=1" ${canary}`, list: [canary, 5, null], deep: { at: canary } };
  expect(redactAll(report, redactor)).toEqual({
    code: 'x',
    message: '"?code=[redacted]" [redacted]',
    list: ['[redacted]', 5, null],
    deep: { at: '[redacted]' },
  });
});

test('what is too short to be a secret does not blank out ordinary text', () => {
  const { addSecret, redact } = createRedactor();
  addSecret('');
  addSecret('abc');
  expect(redact('abc')).toBe('abc');
});

test('authorization headers and signed addresses are masked without being known', () => {
  const { redact } = createRedactor();
  expect(redact('authorization: Bearer abcdefghijkl')).toBe('authorization: Bearer [redacted]');
  expect(redact('Basic dXNlcjpwYXNzd29yZA==')).toBe('Basic [redacted]');
  expect(redact('https://files.example/a?name=b&token=abc123&x=1')).toBe(
    'https://files.example/a?name=b&token=[redacted]&x=1',
  );
});

test('log lines are JSON, redacted, and stay JSON when they are too long', () => {
  const redactor = createRedactor();
  redactor.addSecret(canary);
  const lines: string[] = [];
  const log = createLogger((_, line) => lines.push(line), redactor, { run_id: '7' });
  log.info('page read', { url: canary });
  log.with({ stream: 'issues' }).error('x'.repeat(20_000));
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    message: 'page read',
    level: 'info',
    run_id: '7',
    url: '[redacted]',
  });
  expect(JSON.parse(lines[1] ?? '').level).toBe('error');
  expect(lines.join()).not.toContain('canary');
});
