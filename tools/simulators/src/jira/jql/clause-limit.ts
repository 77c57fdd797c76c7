import type { Clause } from './parser.js';

export interface LimitedClause {
  clause: Clause;
  /** Fields whose list was cut, as the query names them. */
  cutFields: readonly string[];
}

/** Cuts lists of values that are longer than allowed, without refusing the query. */
export function limitClause(clause: Clause, mostValues: number): LimitedClause {
  switch (clause.kind) {
    case 'and':
    case 'or': {
      const parts = clause.clauses.map((part) => limitClause(part, mostValues));
      return {
        clause: { kind: clause.kind, clauses: parts.map((part) => part.clause) },
        cutFields: parts.flatMap((part) => part.cutFields),
      };
    }
    case 'not': {
      const inner = limitClause(clause.clause, mostValues);
      return { clause: { kind: 'not', clause: inner.clause }, cutFields: inner.cutFields };
    }
    case 'comparison': {
      const { operand } = clause;
      if (operand.kind !== 'list' || operand.items.length <= mostValues) return { clause, cutFields: [] };
      return {
        clause: { ...clause, operand: { kind: 'list', items: operand.items.slice(0, mostValues) } },
        cutFields: [clause.field],
      };
    }
  }
}
