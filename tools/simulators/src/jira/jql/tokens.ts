import { JqlError } from './jql-error.js';

export interface Token {
  kind: 'word' | 'text' | 'operator' | 'open' | 'close' | 'comma' | 'end';
  /** Unquoted and unescaped. */
  value: string;
  /** Counted from 1, as in Jira's messages. */
  position: number;
}

const OPERATORS = ['!=', '!~', '>=', '<=', '=', '>', '<', '~', '!', '&&', '&', '||', '|'];
const WORD = /[^\s()",'=!<>~&|]/;

/** Splits JQL text into tokens; throws a JqlError at an unclosed quote or a stray character. */
export function tokenize(jql: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < jql.length) {
    const character = jql.charAt(at);
    const position = at + 1;
    if (/\s/.test(character)) {
      at++;
    } else if (character === '(' || character === ')' || character === ',') {
      const kind = character === '(' ? 'open' : character === ')' ? 'close' : 'comma';
      tokens.push({ kind, value: character, position });
      at++;
    } else if (character === '"' || character === "'") {
      const quoted = readQuoted(jql, at);
      tokens.push({ kind: 'text', value: quoted.value, position });
      at = quoted.end;
    } else {
      const operator = OPERATORS.find((candidate) => jql.startsWith(candidate, at));
      if (operator !== undefined) {
        tokens.push({ kind: 'operator', value: operator, position });
        at += operator.length;
      } else {
        let end = at;
        while (end < jql.length && WORD.test(jql.charAt(end))) end++;
        tokens.push({ kind: 'word', value: jql.slice(at, end), position });
        at = end;
      }
    }
  }
  tokens.push({ kind: 'end', value: '', position: jql.length + 1 });
  return tokens;
}

function readQuoted(jql: string, start: number): { value: string; end: number } {
  const quote = jql.charAt(start);
  let value = '';
  for (let at = start + 1; at < jql.length; at++) {
    const character = jql.charAt(at);
    if (character === quote) return { value, end: at + 1 };
    if (character === '\\' && at + 1 < jql.length) {
      value += jql.charAt(++at);
    } else {
      value += character;
    }
  }
  throw new JqlError(
    `Error in the JQL Query: The quoted string '${jql.slice(start + 1)}' has not been completed. (line 1, character ${start + 1})`,
  );
}
