import type { HtmlImageReference, ReferencedAttachment } from './html-reading.js';
import type { LossCounter } from './losses.js';

/** What the source system knows about references in its articles. */
export interface HtmlToArticleOptions {
  /** Address of the article, which relative addresses in it are resolved against. */
  readonly baseUrl?: string;
  /** The extracted attachment behind a picture. Other pictures keep their address. */
  readonly resolveImage?: (image: HtmlImageReference) => ReferencedAttachment | undefined;
  /**
   * The article, or the attachment, a link leads to. `id` is that of an article of an earlier run or of this
   * one: DevRev can link no other. Other links keep their address.
   */
  readonly resolveLink?: (url: string) => ReferencedAttachment | { articleId: string } | undefined;
  /** Record type of articles, the `ref_type` of links between them. Default `articles`. */
  readonly articleRecordType?: string;
}

/** State of writing one article. */
export interface ArticleWriting {
  readonly options: HtmlToArticleOptions;
  readonly losses: LossCounter;
  nextImageIndex: number;
}
