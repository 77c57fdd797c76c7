import { type Arguments, atCaller } from './arguments.js';
import { type ChoiceName, possibleChoices, readChoices } from './choices.js';
import { usualDisplay, type Wish } from './design.js';
import { checkName, readNames } from './names.js';
import { readOpenApi } from './openapi/document.js';
import type { Asker } from './questions.js';

const noDocument = 'none';

/** @throws Error with a sentence when there is no name, or a choice is none */
export function givenWish({ name, display, openapi, objects, ...given }: Arguments): Wish {
  if (name === undefined) throw new Error('A connector needs a name. Pass it, or see --help.');
  return { name, display, choices: readChoices(chosenBy(given)), openapi, objects };
}

/**
 * What is not given is asked for. What is given is refused before that.
 * @throws Error with a sentence
 */
export async function askedWish({ ask }: Asker, given: Arguments, root: string): Promise<Wish> {
  const choices = chosenBy(given);
  readChoices(choices);
  if (given.name !== undefined) checkName(given.name, root);
  if (given.openapi !== undefined) readOpenApi(given.openapi);
  const name =
    given.name ??
    (await ask({
      text: 'Name, such as acme-desk',
      read(answer) {
        checkName(answer, root);
        return answer;
      },
    }));
  const openapi =
    given.openapi ??
    (await ask({
      text: 'OpenAPI document',
      usual: noDocument,
      read(answer) {
        if (answer === noDocument) return undefined;
        readOpenApi(atCaller(answer));
        return atCaller(answer);
      },
    }));
  const display =
    given.display ??
    (await ask({
      text: 'Name that people read',
      usual: usualDisplay(root, name, openapi),
      read: (answer) => readNames(name, answer, root).display,
    }));
  for (const choice of ['auth', 'paging', 'reverse'] as const) {
    const [usual] = possibleChoices[choice];
    choices[choice] ??= await ask({
      text: `${choice}: ${possibleChoices[choice].join(', ')}`,
      usual,
      read: (answer) => readChoices({ [choice]: answer })[choice],
    });
  }
  return { name, display, choices: readChoices(choices), openapi, objects: given.objects };
}

function chosenBy({
  auth,
  paging,
  reverse,
}: Pick<Arguments, ChoiceName>): Partial<Record<ChoiceName, string>> {
  return {
    ...(auth !== undefined && { auth }),
    ...(paging !== undefined && { paging }),
    ...(reverse !== undefined && { reverse }),
  };
}
