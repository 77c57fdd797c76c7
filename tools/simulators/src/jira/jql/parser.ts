import { JqlError } from './jql-error.js';
import { type Token, tokenize } from './tokens.js';

export type Operand =
  | { kind: 'value'; value: string; quoted: boolean }
  | { kind: 'function'; name: string; arguments: readonly string[] }
  | { kind: 'list'; items: readonly Operand[] }
  | { kind: 'empty' };

export type Operator = '=' | '!=' | '>' | '>=' | '<' | '<=' | '~' | '!~' | 'in' | 'not in' | 'is' | 'is not';

export type Clause =
  | { kind: 'and' | 'or'; clauses: readonly Clause[] }
  | { kind: 'not'; clause: Clause }
  | { kind: 'comparison'; field: string; operator: Operator; operand: Operand };

export interface OrderTerm {
  field: string;
  direction: 'ascending' | 'descending';
}

export interface JqlQuery {
  /** Absent for a query that restricts nothing. */
  where?: Clause;
  orderBy: readonly OrderTerm[];
}

const COMPARISONS: ReadonlySet<string> = new Set(['=', '!=', '>', '>=', '<', '<=', '~', '!~']);

/** Jira allows at most seven sort columns on this endpoint. */
const MOST_ORDER_TERMS = 7;

/** Syntax tree of a JQL text; throws a JqlError with Jira's wording when the text does not parse. */
export function parseJql(jql: string): JqlQuery {
  const reader = createReader(tokenize(jql));
  const query: JqlQuery = { orderBy: [] };
  if (reader.peek().kind !== 'end' && !reader.isWord('order')) query.where = parseOr(reader);
  if (reader.takeWord('order')) {
    if (!reader.takeWord('by')) throw unexpected(reader.peek(), "'by' after 'order'");
    query.orderBy = parseOrder(reader);
  }
  if (reader.peek().kind !== 'end') throw unexpected(reader.peek(), "either 'OR' or 'AND'");
  return query;
}

interface Reader {
  peek(): Token;
  next(): Token;
  isWord(word: string): boolean;
  takeWord(word: string): boolean;
  takeOperator(...operators: readonly string[]): string | undefined;
}

function createReader(tokens: readonly Token[]): Reader {
  let at = 0;
  const end: Token = { kind: 'end', value: '', position: 1 };
  const peek = () => tokens[at] ?? tokens.at(-1) ?? end;
  const isWord = (word: string) => peek().kind === 'word' && peek().value.toLowerCase() === word;
  return {
    peek,
    isWord,
    next() {
      const token = peek();
      at++;
      return token;
    },
    takeWord(word) {
      if (!isWord(word)) return false;
      at++;
      return true;
    },
    takeOperator(...operators) {
      const token = peek();
      if (token.kind !== 'operator' || !operators.includes(token.value)) return undefined;
      at++;
      return token.value;
    },
  };
}

function parseOr(reader: Reader): Clause {
  const clauses = [parseAnd(reader)];
  while (reader.takeWord('or') || reader.takeOperator('||', '|') !== undefined)
    clauses.push(parseAnd(reader));
  const [only] = clauses;
  return clauses.length === 1 && only !== undefined ? only : { kind: 'or', clauses };
}

function parseAnd(reader: Reader): Clause {
  const clauses = [parseNot(reader)];
  while (reader.takeWord('and') || reader.takeOperator('&&', '&') !== undefined)
    clauses.push(parseNot(reader));
  const [only] = clauses;
  return clauses.length === 1 && only !== undefined ? only : { kind: 'and', clauses };
}

function parseNot(reader: Reader): Clause {
  if (reader.takeWord('not') || reader.takeOperator('!') !== undefined) {
    return { kind: 'not', clause: parseNot(reader) };
  }
  if (reader.peek().kind === 'open') {
    reader.next();
    const inner = parseOr(reader);
    if (reader.peek().kind !== 'close') throw unexpected(reader.peek(), "')'");
    reader.next();
    return inner;
  }
  return parseComparison(reader);
}

function parseComparison(reader: Reader): Clause {
  const field = reader.next();
  if (field.kind !== 'word' && field.kind !== 'text') throw unexpected(field, 'a field name');
  const operator = parseOperator(reader, field);
  return { kind: 'comparison', field: field.value, operator, operand: parseOperand(reader) };
}

function parseOperator(reader: Reader, field: Token): Operator {
  if (reader.takeWord('in')) return 'in';
  if (reader.takeWord('is')) return reader.takeWord('not') ? 'is not' : 'is';
  if (reader.takeWord('not')) {
    if (reader.takeWord('in')) return 'not in';
    throw unexpected(reader.peek(), "'in' after 'not'");
  }
  const operator = reader.takeOperator(...COMPARISONS);
  if (isComparison(operator)) return operator;
  const found = reader.peek();
  throw new JqlError(
    found.kind === 'end'
      ? `Error in the JQL Query: Expecting operator before the end of the query. The valid operators are '=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT'.`
      : `Error in the JQL Query: Expecting operator but got '${found.value}' after '${field.value}'. The valid operators are '=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT'. (line 1, character ${found.position})`,
  );
}

function isComparison(operator: string | undefined): operator is Operator {
  return operator !== undefined && COMPARISONS.has(operator);
}

function parseOperand(reader: Reader): Operand {
  const token = reader.next();
  if (token.kind === 'open') {
    const items: Operand[] = [];
    do items.push(parseOperand(reader));
    while (reader.peek().kind === 'comma' && reader.next());
    const close = reader.next();
    if (close.kind !== 'close') throw unexpected(close, "')' or ','");
    return { kind: 'list', items };
  }
  if (token.kind === 'text') return { kind: 'value', value: token.value, quoted: true };
  if (token.kind !== 'word') {
    throw unexpected(token, 'either a value, list or function');
  }
  if (reader.peek().kind === 'open') return parseFunction(reader, token.value);
  if (/^(empty|null)$/i.test(token.value)) return { kind: 'empty' };
  return { kind: 'value', value: token.value, quoted: false };
}

function parseFunction(reader: Reader, name: string): Operand {
  reader.next();
  const values: string[] = [];
  while (reader.peek().kind !== 'close') {
    const token = reader.next();
    if (token.kind !== 'word' && token.kind !== 'text') throw unexpected(token, "')'");
    values.push(token.value);
    if (reader.peek().kind === 'comma') reader.next();
  }
  reader.next();
  return { kind: 'function', name, arguments: values };
}

function parseOrder(reader: Reader): OrderTerm[] {
  const terms: OrderTerm[] = [];
  for (;;) {
    const field = reader.next();
    if (field.kind !== 'word' && field.kind !== 'text') throw unexpected(field, 'a field name to order by');
    const descending = reader.takeWord('desc');
    if (!descending) reader.takeWord('asc');
    terms.push({ field: field.value, direction: descending ? 'descending' : 'ascending' });
    if (reader.peek().kind !== 'comma') break;
    reader.next();
  }
  if (terms.length > MOST_ORDER_TERMS) {
    throw new JqlError(
      `Error in the JQL Query: A query can be ordered by at most ${MOST_ORDER_TERMS} fields.`,
    );
  }
  return terms;
}

function unexpected(token: Token, expected: string): JqlError {
  return new JqlError(
    token.kind === 'end'
      ? `Error in the JQL Query: Expecting ${expected} before the end of the query.`
      : `Error in the JQL Query: Expecting ${expected} but got '${token.value}'. (line 1, character ${token.position})`,
  );
}
