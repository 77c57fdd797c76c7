import ts from 'typescript';

/**
 * Additions to the text of a module, at places that its syntax says: into a list, an object, an import. Each returns the
 * new text; formatting comes later. All of them throw an Error with a sentence when the place is not there.
 */

/** Takes names over from a module, beside those that are taken over from it already. */
export function withImports(text: string, module: string, names: readonly string[]): string {
  const source = parsed(text);
  const known = source.statements
    .filter((statement) => ts.isImportDeclaration(statement))
    .filter(({ moduleSpecifier }) => ts.isStringLiteral(moduleSpecifier) && moduleSpecifier.text === module)
    .map(({ importClause }) => importClause)
    .find((clause) => clause?.phaseModifier === undefined && clause?.namedBindings !== undefined);
  const bindings = known?.namedBindings;
  if (bindings === undefined || !ts.isNamedImports(bindings)) {
    const lastImport = source.statements.filter((statement) => ts.isImportDeclaration(statement)).at(-1);
    const statement = `import { ${[...names].join(', ')} } from ${JSON.stringify(module)};`;
    return inserted(text, lastImport?.end ?? 0, `\n${statement}\n`);
  }
  const absent = names.filter((name) => bindings.elements.every((element) => element.name.text !== name));
  return absent.length === 0 ? text : appended(text, bindings.elements, bindings.end, absent.join(', '));
}

/** Adds to the end of the list that a variable or a member of an object holds, also within `new Map(…)`. */
export function withElement(text: string, name: string, element: string): string {
  const list = held(text, name, ts.isArrayLiteralExpression);
  return appended(text, list.elements, list.end, element);
}

/** Adds to the end of the object that a variable or a member of an object holds. */
export function withProperty(text: string, name: string, property: string): string {
  const object = held(text, name, ts.isObjectLiteralExpression);
  return appended(text, object.properties, object.end, property);
}

/** Adds to the end of the object that a function returns last. */
export function withReturned(text: string, functionName: string, property: string): string {
  const [body] = nodesOf(parsed(text))
    .filter((node) => ts.isFunctionDeclaration(node))
    .filter((node) => node.name?.text === functionName)
    .map((node) => node.body);
  const returned = body?.statements.filter((statement) => ts.isReturnStatement(statement)).at(-1)?.expression;
  if (returned === undefined || !ts.isObjectLiteralExpression(returned))
    throw missing(`function ${functionName} that returns an object`);
  return appended(text, returned.properties, returned.end, property);
}

/** Adds a statement at the beginning of what a method does. */
export function withFirstStatement(text: string, methodName: string, statement: string): string {
  const [body] = nodesOf(parsed(text))
    .filter((node) => ts.isMethodDeclaration(node))
    .filter(({ name }) => ts.isIdentifier(name) && name.text === methodName)
    .map((node) => node.body);
  if (body === undefined) throw missing(`method ${methodName}`);
  return inserted(text, body.getStart() + 1, `\n${statement}\n`);
}

/** Adds statements before the one that declares a variable. */
export function withStatementsBefore(text: string, variable: string, statements: string): string {
  const found = parsed(text).statements.find(
    (statement) =>
      ts.isVariableStatement(statement) &&
      statement.declarationList.declarations.some(
        ({ name }) => ts.isIdentifier(name) && name.text === variable,
      ),
  );
  if (found === undefined) throw missing(`statement that declares ${variable}`);
  return inserted(text, found.getStart(), `${statements}\n\n`);
}

/** Every literal as `change` makes it. */
export function withTexts(text: string, change: (literal: string) => string): string {
  const literals = nodesOf(parsed(text)).filter((node) => ts.isStringLiteral(node));
  // From the end, so that places stay where they were.
  return literals.reduceRight((edited, literal) => {
    const other = change(literal.text);
    if (other === literal.text) return edited;
    return `${edited.slice(0, literal.getStart())}${JSON.stringify(other)}${edited.slice(literal.end)}`;
  }, text);
}

/** Identifiers that mean something in a module: what it takes over, and what it declares outside of functions. */
export function namesIn(text: string): Set<string> {
  const names = parsed(text).statements.flatMap((statement): (ts.Node | undefined)[] => {
    if (ts.isImportDeclaration(statement)) {
      const bindings = statement.importClause?.namedBindings;
      if (bindings === undefined) return [statement.importClause?.name];
      return ts.isNamedImports(bindings) ? bindings.elements.map(({ name }) => name) : [bindings.name];
    }
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.map(({ name }) => name);
    return ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) ? [statement.name] : [];
  });
  return new Set(names.flatMap((name) => (name && ts.isIdentifier(name) ? [name.text] : [])));
}

/** Literals that a function is called with, one list for each call, in the order of the text. */
export function textsGivenTo(text: string, functionName: string): string[][] {
  return nodesOf(parsed(text))
    .filter((node) => ts.isCallExpression(node))
    .filter(({ expression }) => ts.isIdentifier(expression) && expression.text === functionName)
    .map((call) => call.arguments.filter((one) => ts.isStringLiteral(one)).map((literal) => literal.text));
}

/** Words that cannot name a variable of a module. */
export function isReserved(identifier: string): boolean {
  const scanner = ts.createScanner(ts.ScriptTarget.ES2022, true, ts.LanguageVariant.Standard, identifier);
  const kind = scanner.scan();
  const isKeyword = kind >= ts.SyntaxKind.FirstReservedWord && kind <= ts.SyntaxKind.LastFutureReservedWord;
  return isKeyword || ['await', 'arguments', 'eval', 'undefined', 'NaN', 'Infinity'].includes(identifier);
}

function parsed(text: string): ts.SourceFile {
  return ts.createSourceFile('module.ts', text, ts.ScriptTarget.ES2022, true);
}

function nodesOf(source: ts.SourceFile): ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return nodes;
}

/** The first value of a kind that something of that name holds. */
function held<Kind extends ts.Expression>(
  text: string,
  name: string,
  isKind: (node: ts.Node) => node is Kind,
): Kind {
  for (const node of nodesOf(parsed(text))) {
    if (!ts.isVariableDeclaration(node) && !ts.isPropertyAssignment(node)) continue;
    if (!ts.isIdentifier(node.name) || node.name.text !== name || node.initializer === undefined) continue;
    const value = bare(node.initializer);
    if (isKind(value)) return value;
  }
  throw missing(`value of that kind called ${name}`);
}

/** An expression without what only says its type, and without a constructor around it. */
function bare(expression: ts.Expression): ts.Expression {
  if (ts.isAsExpression(expression) || ts.isSatisfiesExpression(expression))
    return bare(expression.expression);
  const [first] = (ts.isNewExpression(expression) && expression.arguments) || [];
  return first === undefined ? expression : bare(first);
}

function appended(text: string, members: ts.NodeArray<ts.Node>, end: number, member: string): string {
  const last = members.at(-1);
  return last === undefined ? inserted(text, end - 1, member) : inserted(text, last.end, `, ${member}`);
}

function inserted(text: string, at: number, addition: string): string {
  return `${text.slice(0, at)}${addition}${text.slice(at)}`;
}

function missing(what: string): Error {
  return new Error(
    `The example has no ${what} any more, so that objects cannot be added to it. Report this.`,
  );
}
