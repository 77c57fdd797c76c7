import { mergeConfig } from 'vitest/config';
import { sharedTestConfig } from '../../vitest.shared.js';

export default mergeConfig(sharedTestConfig, {
  // Files one after the other: tests inside them run two at a time, or measure time.
  test: { name: 'testing', maxWorkers: 1 },
});
