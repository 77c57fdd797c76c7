import type { HtmlAttributes } from './html-tokens.js';

/** How much of a message is an earlier one: an element, or everything from it to the end. */
export type QuotedHistory = 'element' | 'rest';

const QUOTE_CLASSES: ReadonlySet<string> = new Set([
  'gmail_quote',
  'gmail_quote_container',
  'yahoo_quoted',
  'moz-cite-prefix',
  'protonmail_quote',
  'zmail_extra',
  'tutanota_quote',
  'moz-email-headers-table',
]);

/** Elements Outlook puts before the header of the earlier message, which follows as sibling. */
const REPLY_HEADER_IDS: ReadonlySet<string> = new Set([
  'divrplyfwdmsg',
  'x_divrplyfwdmsg',
  'appendonsend',
  'x_appendonsend',
]);

/** The line Outlook and Windows Mail draw over "From: … Sent: …". */
const OUTLOOK_HEADER_STYLE = /border-top:\s{0,9}solid\s{1,9}#(?:e1e1e1|b5c4df)\s{1,9}1(?:\.0)?pt/i;

/**
 * Whether an element starts the history of a conversation that mail programs append to a reply. Recognised by
 * the classes and ids of Gmail, Yahoo, Thunderbird, Apple Mail, Proton, Zoho and Outlook.
 */
export function quotedHistoryOf(name: string, attributes: HtmlAttributes): QuotedHistory | undefined {
  if (attributes.size === 0) return undefined;
  if (name === 'blockquote' && attributes.get('type')?.toLowerCase() === 'cite') return 'element';
  const classes = attributes.get('class');
  if (classes?.split(/\s+/, 20).some((part) => QUOTE_CLASSES.has(part.toLowerCase()))) {
    return 'element';
  }
  const id = attributes.get('id');
  if (id !== undefined && REPLY_HEADER_IDS.has(id.toLowerCase())) return 'rest';
  const style = name === 'div' ? attributes.get('style') : undefined;
  return style !== undefined && OUTLOOK_HEADER_STYLE.test(style) ? 'rest' : undefined;
}
