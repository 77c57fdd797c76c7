/**
 * What a generator yields, with the next one asked for while the caller works on this one: whoever has to complete
 * each page with further requests does not keep a chain of pages waiting that can only be read one after the other.
 *
 *     for await (const page of ahead(searchPages(client))) yield await completed(page);
 */
export async function* ahead<Value>(
  values: AsyncGenerator<Value, void, void>,
): AsyncGenerator<Value, void, void> {
  try {
    for (let next = ask(values); ; ) {
      const { done, value } = await next;
      if (done) return;
      next = ask(values);
      yield value;
    }
  } finally {
    await values.return();
  }
}

/** A failure is seen when the value is awaited. */
function ask<Value>(values: AsyncGenerator<Value, void, void>): Promise<IteratorResult<Value, void>> {
  const next = values.next();
  next.catch(() => {});
  return next;
}
