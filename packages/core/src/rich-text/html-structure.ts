import type { ContainerStack } from './html-container-stack.js';
import { openCell, openList, openTable } from './html-containers.js';
import { headingLevelOf } from './html-elements.js';
import type { OpenFormatting } from './html-formatting.js';
import type { HtmlAttributes } from './html-tokens.js';

/** Opens and closes headings, quotes, lists and tables, with the parts their source left out. */
export interface HtmlStructure {
  open(name: string, attributes: HtmlAttributes): void;
  close(name: string): void;
  /** Also within a table that was nested too deep to be kept. */
  isInTable(): boolean;
}

export function createHtmlStructure(stack: ContainerStack, formatting: OpenFormatting): HtmlStructure {
  const { top, target, endParagraph, push, closeTo, find, tableIndex, innermostTable, closeInTable } = stack;
  /** Tables nested too deep to be kept; their rows and cells must not be taken for those of outer ones. */
  let flattenedTables = 0;

  function open(name: string, attributes: HtmlAttributes): void {
    const level = headingLevelOf(name);
    if (level !== undefined) {
      leaveHeading();
      push({ kind: 'heading', level, blocks: [] });
      return;
    }
    switch (name) {
      case 'blockquote':
        leaveHeading();
        push({ kind: 'quote', blocks: [] });
        break;
      case 'ul':
      case 'ol':
        leaveHeading();
        push(openList(name, attributes));
        break;
      case 'li': {
        leaveHeading();
        const item = find('item', 'list', 'quote');
        if (stack.at(item)?.kind === 'item') closeTo(item);
        if (top().kind !== 'list' && !push(openList('ul', attributes))) return;
        push({ kind: 'item', blocks: [] });
        break;
      }
      case 'hr':
        endParagraph();
        target().push({ kind: 'rule' });
        break;
      case 'table':
        leaveHeading();
        if (flattenedTables > 0 || !push(openTable(attributes))) flattenedTables += 1;
        break;
      default:
        if (flattenedTables === 0) openTablePart(name, attributes);
        break;
    }
  }
  function openTablePart(name: string, attributes: HtmlAttributes): void {
    const index = tableIndex();
    const table = innermostTable();
    if (table === undefined) return;
    switch (name) {
      case 'caption':
        closeTo(index + 1);
        push({ kind: 'caption', blocks: table.before });
        break;
      case 'thead':
      case 'tbody':
      case 'tfoot':
        closeTo(index + 1);
        table.inHead = name === 'thead';
        break;
      case 'tr':
        closeTo(index + 1);
        push({ kind: 'row', cells: [] });
        break;
      case 'td':
      case 'th':
        closeInTable('cell');
        if (top().kind !== 'row') {
          closeTo(index + 1);
          push({ kind: 'row', cells: [] });
        }
        if (top().kind === 'row' && push(openCell(name, attributes, table.inHead))) formatting.enterCell();
        break;
      default:
        break;
    }
  }
  function leaveHeading(): void {
    const heading = find('heading');
    if (heading > 0) closeTo(heading);
  }

  function close(name: string): void {
    switch (name) {
      case 'blockquote':
        closeTo(find('quote'));
        break;
      case 'ul':
      case 'ol':
        closeTo(find('list'));
        break;
      case 'li': {
        const item = find('item', 'list');
        if (stack.at(item)?.kind === 'item') closeTo(item);
        break;
      }
      case 'td':
      case 'th':
        if (flattenedTables === 0) closeInTable('cell');
        break;
      case 'tr':
        if (flattenedTables === 0) closeInTable('row');
        break;
      case 'thead':
      case 'tbody':
      case 'tfoot': {
        const table = flattenedTables === 0 ? innermostTable() : undefined;
        if (table) table.inHead = false;
        break;
      }
      case 'caption':
        closeTo(find('caption'));
        break;
      case 'table':
        if (flattenedTables > 0) flattenedTables -= 1;
        else closeTo(tableIndex());
        break;
      default:
        if (headingLevelOf(name) !== undefined) leaveHeading();
        break;
    }
  }
  return { open, close, isInTable: () => flattenedTables > 0 || tableIndex() > 0 };
}
