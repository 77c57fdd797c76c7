import { Tokenizer } from 'htmlparser2';

/** Attributes of one element by lower-case name, entities decoded. Of repeated ones the first counts. */
export type HtmlAttributes = ReadonlyMap<string, string>;

/** Takes the tokens of a document in order. Nothing is balanced yet: tags come as they were written. */
export interface HtmlTokenSink {
  open(name: string, attributes: HtmlAttributes): void;
  close(name: string): void;
  /** Everything between two tags, entities decoded. Comments, declarations and CDATA never arrive. */
  text(text: string): void;
}

const NO_ATTRIBUTES: HtmlAttributes = new Map();

/**
 * Splits HTML into tokens. Only the tokenizer of htmlparser2 is used: its tree builder needs time that is
 * quadratic in the depth of unclosed elements, and the tree wanted here is another one.
 */
export function readHtmlTokens(html: string, sink: HtmlTokenSink): void {
  let name = '';
  let attributes: Map<string, string> | undefined;
  let attributeName = '';
  let attributeValue = '';
  let textParts: string[] = [];

  function flushText(): void {
    if (textParts.length === 0) return;
    sink.text(textParts.length === 1 ? (textParts[0] ?? '') : textParts.join(''));
    textParts = [];
  }
  function emitOpen(): void {
    flushText();
    sink.open(name, attributes ?? NO_ATTRIBUTES);
    attributes = undefined;
  }

  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      ontext: (start, end) => textParts.push(html.slice(start, end)),
      ontextentity: (codePoint) => textParts.push(String.fromCodePoint(codePoint)),
      onopentagname(start, end) {
        name = html.slice(start, end).toLowerCase();
        attributes = undefined;
      },
      onopentagend: emitOpen,
      onselfclosingtag: emitOpen,
      onclosetag(start, end) {
        flushText();
        sink.close(html.slice(start, end).toLowerCase());
      },
      onattribname(start, end) {
        attributeName = html.slice(start, end).toLowerCase();
        attributeValue = '';
      },
      onattribdata(start, end) {
        attributeValue += html.slice(start, end);
      },
      onattribentity(codePoint) {
        attributeValue += String.fromCodePoint(codePoint);
      },
      onattribend() {
        attributes ??= new Map();
        if (!attributes.has(attributeName)) attributes.set(attributeName, attributeValue);
      },
      oncomment: ignore,
      oncdata: ignore,
      ondeclaration: ignore,
      onprocessinginstruction: ignore,
      onend: flushText,
    },
  );
  tokenizer.write(html);
  tokenizer.end();
}

function ignore(): void {}
