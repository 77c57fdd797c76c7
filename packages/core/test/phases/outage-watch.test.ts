import { describe, expect, test } from 'vitest';
import { NotFoundError, PlatformError, TransientApiError } from '../../src/errors.js';
import { createOutageWatch } from '../../src/phases/outage-watch.js';

const passing = new TransientApiError('503');

describe('a file that fails', () => {
  test('for a reason of its own is skipped at once', () => {
    expect(createOutageWatch().failed('a', new NotFoundError('gone'))).toBe('skip');
  });

  test('in a way that passes gets a second chance, and is skipped when others came through', () => {
    const watch = createOutageWatch();
    expect(watch.failed('a', passing)).toBe('postpone');
    watch.succeeded();
    expect(watch.failed('a', passing)).toBe('skip');
  });

  test.each([passing, new PlatformError('upload failed')])(
    'with all others is no reason to give any of them up',
    (error) => {
      const watch = createOutageWatch();
      watch.succeeded();
      expect(watch.failed('a', error)).toBe('postpone');
      expect(watch.failed('b', error)).toBe('postpone');
      expect(watch.failed('a', error)).toBe('outage');
    },
  );

  test('as the only one is skipped: nothing says that the system is down, and it must not block the sync', () => {
    const watch = createOutageWatch();
    expect(watch.failed('a', passing)).toBe('postpone');
    expect(watch.failed('a', passing)).toBe('skip');
  });
});
