import type { ObjectCursor } from './object-cursor.js';

interface Gatherable {
  objects: unknown[];
  cursor: ObjectCursor;
  isComplete: boolean;
}

/**
 * Several pages as one, because what they are completed with is asked for a thousand records at once. What was read
 * before a failure is not lost to it: it comes first.
 * @param most records after which a page is full enough
 */
export async function* gathered<Page extends Gatherable>(
  pages: AsyncGenerator<Page, void, void>,
  most: number,
): AsyncGenerator<Page, void, void> {
  let waiting: Page | undefined;
  let failure: { error: unknown } | undefined;
  try {
    for (;;) {
      const next = await pages.next().catch((error: unknown) => {
        failure = { error };
        return { done: true, value: undefined } as const;
      });
      if (next.done) break;
      const page: Page = next.value;
      if (waiting !== undefined && waiting.isComplete !== page.isComplete) {
        yield waiting;
        waiting = undefined;
      }
      waiting = waiting === undefined ? page : { ...page, objects: [...waiting.objects, ...page.objects] };
      if (waiting.objects.length < most) continue;
      yield waiting;
      waiting = undefined;
    }
    if (waiting !== undefined) yield waiting;
    if (failure !== undefined) throw failure.error;
  } finally {
    await pages.return();
  }
}
