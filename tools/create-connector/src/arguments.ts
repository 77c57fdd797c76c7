import path from 'node:path';
import { parseArgs } from 'node:util';
import { possibleChoices } from './choices.js';

export const usage = `npm run new-connector -- <name> [options]

Makes a connector with its simulator that is green at once, from the living example connectors/todo.

  --display <name>   external system as people write it (the title of the OpenAPI document, or the name)
  --auth <kind>      ${possibleChoices.auth.join(', ')}
  --paging <kind>    ${possibleChoices.paging.join(', ')}
  --reverse <yes|no> whether it writes back
  --openapi <file>   OpenAPI 3.0 or 3.1, JSON or YAML: its lists of objects are brought, too
  --objects <names>  which of them, such as invoices,line_items
  --dry-run          names the files and writes none
  --no-install       leaves the lockfile and the table of the README as they are
  --json             the outcome as JSON, errors too
  --help             this text

At a terminal, what is not given is asked for; otherwise it is the first value of each list.
`;

export type Arguments = ReturnType<typeof readArguments>;

/** @throws Error with a sentence for what is none of the options */
export function readArguments(given: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...given],
      allowPositionals: true,
      options: {
        display: { type: 'string' },
        auth: { type: 'string' },
        paging: { type: 'string' },
        reverse: { type: 'string' },
        openapi: { type: 'string' },
        objects: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        'no-install': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (positionals.length > 1)
      throw new Error(`A connector has one name, not ${positionals.length}: ${positionals.join(' ')}.`);
    const objects = values.objects
      ?.split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '');
    if (objects?.length === 0) throw new Error('--objects names none. Leave it out to take the first ones.');
    return {
      ...values,
      name: positionals[0],
      // npm runs scripts in the folder of the workspace, wherever it was called.
      openapi: values.openapi && atCaller(values.openapi),
      objects,
    };
  } catch (error) {
    const [, option] = /Unknown option '(\S+?)'/.exec(String(error)) ?? [];
    if (option !== undefined) throw new Error(`There is no option ${option}. See --help.`);
    throw error;
  }
}

/** A path as whoever called npm means it. */
export function atCaller(file: string): string {
  return path.resolve(process.env.INIT_CWD ?? '.', file);
}
