#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArguments, usage } from './arguments.js';
import { type ChoiceName, possibleChoices, readChoices } from './choices.js';
import { type Design, designConnector } from './design.js';
import { checkName } from './names.js';
import { createAsker } from './questions.js';
import { writeConnector } from './write.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

try {
  await main(process.argv.slice(2));
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify({ error: message })}\n`);
  else process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}

async function main(args: readonly string[]): Promise<void> {
  const given = readArguments(args);
  if (given.help) return void process.stdout.write(usage);
  const { name, choices } = await completed(given);
  const design = designConnector(root, {
    name,
    choices: readChoices(choices),
    display: given.display,
    // npm runs scripts in the folder of the workspace, wherever it was called.
    openapi: given.openapi && path.resolve(process.env.INIT_CWD ?? '.', given.openapi),
    objects: given.objects,
  });
  const isWritten = !given['dry-run'];
  if (isWritten) await writeConnector(root, name, design.plan);
  const isInstalled = isWritten && !given['no-install'] && install();
  if (given.json) {
    const { origin, objects, leftOut } = design;
    const files = filesOf(name, design);
    const outcome = { name, choices: readChoices(choices), origin, objects, leftOut, files };
    process.stdout.write(`${JSON.stringify({ ...outcome, written: isWritten, installed: isInstalled })}\n`);
  } else {
    process.stdout.write(
      isWritten ? told(name, design) : `${filesOf(name, design).join('\n')}\n${taken(design)}`,
    );
  }
  if (isWritten && !given['no-install'] && !isInstalled) {
    process.stderr.write(
      `connectors/${name} is there, but pnpm could not install it. Run "npm run build", which installs it, then go on.\n`,
    );
    process.exitCode = 1;
  }
}

/** What was not given is asked for at a terminal. @throws Error with a sentence when there is no name otherwise */
async function completed(given: ReturnType<typeof readArguments>) {
  const { name, auth, paging, reverse } = given;
  const choices: Partial<Record<ChoiceName, string>> = {
    ...(auth !== undefined && { auth }),
    ...(paging !== undefined && { paging }),
    ...(reverse !== undefined && { reverse }),
  };
  if (!process.stdin.isTTY || given.json) {
    if (name === undefined) throw new Error('A connector needs a name. Pass it, or see --help.');
    return { name, choices };
  }
  // What was given is refused before anything is asked.
  readChoices(choices);
  if (name !== undefined) checkName(name, root);
  const { ask, close } = createAsker(process.stdin, process.stderr);
  try {
    const read = (answer: string) => {
      checkName(answer, root);
      return answer;
    };
    const chosenName = name ?? (await ask({ text: 'Name, such as acme-desk', read }));
    for (const choice of ['auth', 'paging', 'reverse'] as const) {
      const [usual, ...others] = possibleChoices[choice];
      const text = `${choice} (${[usual, ...others].join(', ')})`;
      choices[choice] ??= await ask({
        text,
        usual,
        read: (answer) => readChoices({ [choice]: answer })[choice],
      });
    }
    return { name: chosenName, choices };
  } finally {
    close();
  }
}

function told(name: string, design: Design): string {
  return `connectors/${name} is there, with a simulator: ${filesOf(name, design).length} files.
${taken(design)}
Next:
  1. npm run build && npm run airdrop -- sync ${name}    # it syncs already
  2. connectors/${name}/src/api/, api-types.ts           # the real API in place of the made-up one
  3. connectors/${name}/src/record-types.ts, mapping.ts  # what it brings, and what that becomes in DevRev
`;
}

/** What came of an OpenAPI document; nothing where there was none. */
function taken({ origin, objects, leftOut }: Design): string {
  if (objects.length === 0) return '';
  const left = leftOut.map(({ what, why }) => `\n  ${what}: ${why}`).join('');
  return `It asks ${origin}, and also brings ${objects.join(', ')}.${left && `\nLeft out:${left}`}\n`;
}

function filesOf(name: string, { plan }: Design): string[] {
  return [
    ...[...plan.connector.keys()].map((file) => `connectors/${name}/${file}`),
    ...[...plan.simulator.keys()].map((file) => `tools/simulators/src/${name}/${file}`),
  ];
}

/** Takes the new package into the lockfile; everything it needs is in the store. */
function install(): boolean {
  const args = ['install', '--no-frozen-lockfile', '--prefer-offline', '--reporter', 'silent'];
  return spawnSync('pnpm', args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
}
