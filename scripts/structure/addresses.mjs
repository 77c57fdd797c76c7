// Whoever changes a method of a client must be able to read what the vendor says about it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/**
 * Methods without the address of the vendor's documentation, neither in their own docstring nor in that of their group.
 * A group is a function of `src/api` whose name ends in `Api`; the client itself is one too, for what it adds.
 * @param folder of a connector
 * @returns sentences, each with file and line
 */
export function methodsWithoutAddress(folder) {
  const api = path.join(folder, 'src', 'api');
  const files = existsSync(api) ? readdirSync(api).map((name) => path.join(api, name)) : [];
  const client = path.join(folder, 'src', 'client.ts');
  const groups = [...files, ...(existsSync(client) ? [client] : [])].flatMap((file) =>
    groupsIn(file, file === client),
  );
  if (groups.length === 0) return [`${path.relative(path.dirname(folder), client)} has no method`];
  return groups.flatMap(({ file, source, group, methods }) =>
    methods
      .filter((method) => !hasAddress(method, source) && !hasAddress(group, source))
      .map((method) => {
        const line = source.getLineAndCharacterOfPosition(method.getStart()).line + 1;
        const place = `connectors/${path.basename(folder)}/${path.relative(folder, file)}:${line}`;
        return `${place} ${method.name?.getText()} has no address of the vendor's documentation`;
      }),
  );
}

function groupsIn(file, isClient) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
  return source.statements
    .filter((statement) => ts.isFunctionDeclaration(statement))
    .filter(({ name }) => (isClient ? /^create\w+Client$/ : /Api$/).test(name?.text ?? ''))
    .map((group) => ({
      file,
      source,
      group,
      methods: returnedMembers(group).filter((one) => !isClient || isMethod(one)),
    }));
}

function returnedMembers(group) {
  return (group.body?.statements ?? [])
    .filter((statement) => ts.isReturnStatement(statement))
    .flatMap(({ expression }) =>
      expression && ts.isObjectLiteralExpression(expression) ? expression.properties : [],
    )
    .filter((member) => !ts.isSpreadAssignment(member));
}

/** What a client has besides its groups may be a plain value. */
function isMethod(member) {
  return (
    ts.isMethodDeclaration(member) ||
    (ts.isPropertyAssignment(member) && ts.isArrowFunction(member.initializer))
  );
}

function hasAddress(node, source) {
  const comments = ts.getLeadingCommentRanges(source.text, node.getFullStart()) ?? [];
  return comments.some(({ pos, end }) => /https:\/\/[\w.-]+\/\S/.test(source.text.slice(pos, end)));
}
