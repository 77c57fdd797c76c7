import { expect, test } from 'vitest';
import { createLogger } from '../src/log/logger.js';
import { createRedactor } from '../src/log/redact.js';

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
