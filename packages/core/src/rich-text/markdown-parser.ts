import createMarkdownIt, { type MarkdownIt, type StateBlock, type Token } from 'markdown-it';

/** Block structure deeper than this is read as text. Counted in tokens: a list and its item are two. */
const MAX_LEVEL = 100;
/** The parser gives up at its own bound and would drop what is inside; the guard comes first. */
const PARSER_LEVEL = MAX_LEVEL + 20;

/** Made when first needed: most invocations of a connector never read Markdown. */
let parser: MarkdownIt | undefined;

function createParser(): MarkdownIt {
  const markdownIt = createMarkdownIt('default', { html: true, linkify: false, typographer: false });
  markdownIt.set({ maxNesting: PARSER_LEVEL });
  markdownIt.normalizeLink = (url) => url;
  markdownIt.normalizeLinkText = (url) => url;
  markdownIt.validateLink = () => true;
  markdownIt.block.ruler.before('table', 'nesting_guard', readDeepBlocksAsText);
  return markdownIt;
}

function readDeepBlocksAsText(
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
): boolean {
  if (silent || state.level < MAX_LEVEL) return false;
  state.push('paragraph_open', 'p', 1);
  const inline = state.push('inline', '', 0);
  inline.content = state.getLines(startLine, endLine, state.blkIndent, false).trim();
  inline.children = [];
  state.push('paragraph_close', 'p', -1);
  state.line = endLine;
  return true;
}

/**
 * Parses CommonMark with the tables and strike-through of GFM. Addresses pass unchanged: whoever writes a
 * document refuses unsafe ones, and mentions stand in their place.
 */
export function parseMarkdown(markdown: string): Token[] {
  parser ??= createParser();
  return parser.parse(markdown, {});
}
