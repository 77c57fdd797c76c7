import { existsSync } from 'node:fs';
import path from 'node:path';
import type { SnapInDescription } from '@airdrop-connectors/core/snap-in';
import { rolldown } from 'rolldown';
import { SnapInError } from './snap-in-error.js';
import type { ConnectorFolder } from './workspace.js';

/**
 * What `src/snap-in.ts` of a connector says. Nothing at run time imports that file, so it is compiled here and run in
 * this process.
 * @throws SnapInError when it is missing, does not compile, or exports no `snapIn`
 */
export async function loadDescription({ name, folder }: ConnectorFolder): Promise<SnapInDescription> {
  const file = path.join(folder, 'src', 'snap-in.ts');
  if (!existsSync(file)) {
    throw new SnapInError(
      `The connector "${name}" does not say how it is deployed: ${file} is missing. It exports snapIn, made with defineSnapIn of @airdrop-connectors/core/snap-in.`,
    );
  }
  const code = await compile(file);
  const module: { snapIn?: SnapInDescription } = await import(
    `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`
  );
  if (module.snapIn === undefined) {
    throw new SnapInError(
      `${file} exports no snapIn. It is made with defineSnapIn of @airdrop-connectors/core/snap-in.`,
    );
  }
  return module.snapIn;
}

async function compile(file: string): Promise<string> {
  try {
    const bundle = await rolldown({ input: file, platform: 'node', logLevel: 'silent' });
    const { output } = await bundle.generate({ format: 'esm', codeSplitting: false });
    await bundle.close();
    return output[0].code;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SnapInError(`${file} does not compile: ${reason}`, { cause: error });
  }
}
