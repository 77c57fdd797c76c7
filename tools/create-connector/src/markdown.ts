/**
 * A document with another row at the end of a table, whose columns become as wide as they must.
 * @param heading of the section, whose first table it is
 * @throws Error with a sentence when there is none
 */
export function withRow(document: string, heading: string, row: readonly string[]): string {
  const lines = document.split('\n');
  const section = lines.indexOf(`## ${heading}`);
  const start = lines.findIndex((line, index) => index > section && line.startsWith('|'));
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'));
  if (section < 0 || start < 0 || end < 0)
    throw new Error(`The README of the example has no table under "${heading}" any more. Report this.`);
  const [head = [], , ...rows] = lines.slice(start, end).map(cellsOf);
  const body = [head, ...rows, row];
  const widths = head.map((_, column) => Math.max(...body.map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`;
  const rule = line(widths.map((width) => '-'.repeat(width)));
  const table = [line(head), rule, ...[...rows, row].map(line)];
  return [...lines.slice(0, start), ...table, ...lines.slice(end)].join('\n');
}

/** A document with another text between its title and its first section. */
export function withIntroduction(document: string, introduction: string): string {
  return document.replace(/^(# .+\n\n)[\s\S]*?(?=\n## )/, (_, title: string) => `${title}${introduction}\n`);
}

function cellsOf(line: string): string[] {
  return line
    .replace(/^\|\s*|\s*\|$/g, '')
    .split('|')
    .map((cell) => cell.trim());
}
