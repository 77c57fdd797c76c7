/** HTML that is safe to put into HTML as it is. */
export interface Markup {
  readonly safe: string;
}

type Part = string | number | Markup | readonly Part[] | undefined;

/** Template of HTML: what is put in is escaped unless it is markup itself; lists are joined, undefined is nothing. */
export function html(texts: TemplateStringsArray, ...parts: Part[]): Markup {
  return { safe: texts.reduce((all, text, index) => `${all}${written(parts[index - 1])}${text}`) };
}

/** For HTML that was made by something that escapes by itself. */
export function trusted(safe: string): Markup {
  return { safe };
}

function written(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  return 'safe' in part ? part.safe : part.map(written).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

export function grouped(number: number): string {
  return number.toLocaleString('en-GB');
}

/** `3 files`, `1 file`. */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${grouped(number)} ${number === 1 ? one : many}`;
}
