import * as z from 'zod/mini';
import { type Translation, translationSchema } from '../api-types-knowledge.js';

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
export function readTranslations(
  row: ArticleRow,
): { id: string; row: ArticleRow; translation: Translation }[] {
  const listed = z.safeParse(translationsSchema, row.raw).data?.translations ?? [];
  const translations = listed.flatMap((raw) => z.safeParse(translationSchema, raw).data ?? []);
  if (translations.length > 0)
    return translations.map((translation) => ({ id: idOf(row), row, translation }));
  const own = z.safeParse(translationSchema, row.raw).data;
  // What cannot be read is named where it is delivered.
  return [{ id: idOf(row), row, translation: own ?? { locale: 'unknown', title: '' } }];
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
