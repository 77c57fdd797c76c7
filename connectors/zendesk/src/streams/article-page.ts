import * as z from 'zod/mini';

/** One article with its lists; nothing in it is trusted yet. */
export interface ArticleRow {
  raw: unknown;
  /** Of the Help Center it is in. */
  origin: string;
  files: readonly unknown[];
  comments: readonly unknown[];
}

const translationsSchema = z.object({ translations: z.array(z.unknown()) });

/** All languages of an article; where they are not told, the one the article itself is in. */
export function translationsOf(row: ArticleRow): { id: string; row: ArticleRow; translation: unknown }[] {
  const listed = z.safeParse(translationsSchema, row.raw).data?.translations ?? [];
  const translations = listed.length > 0 ? listed : [row.raw];
  return translations.map((translation) => ({ id: idOf(row), row, translation }));
}

export function commentsOfArticle(row: ArticleRow) {
  return row.comments.map((comment) => ({ row, comment }));
}

const labelsSchema = z.object({ label_names: z.array(z.string()) });

export function labelsOf({ raw }: ArticleRow): string[] {
  return z.safeParse(labelsSchema, raw).data?.label_names ?? [];
}

export function filesOfArticle(row: ArticleRow) {
  return row.files.map((file) => ({ row, file }));
}

const identifiedSchema = z.object({ id: z.number() });

function idOf({ raw }: ArticleRow): string {
  const { data } = z.safeParse(identifiedSchema, raw);
  return data === undefined ? 'unknown' : String(data.id);
}
