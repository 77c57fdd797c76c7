import { type Options, readOptions, valuesOf } from '@airdrop-connectors/core/diagnosis';

/** Values of a snap-in's options by name, as the platform hands them over. */
export type SnapInSettings = Readonly<Record<string, string>>;

/** The option of commands that run a connector. */
export const settingFlag = '--option <name=value>';
export const settingHelp =
  'an option of the snap-in, as whoever installs it would choose it; can be repeated';

/** Collects repeated `name=value`. */
export function addSetting(text: string, before: SnapInSettings = {}): SnapInSettings {
  const [, name = '', value = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === '') throw new Error(`"${text}" is not of the form name=value. Write --option name=value.`);
  return { ...before, [name.trim()]: value };
}

/**
 * Checks what was given against what the connector declares, before anything is started.
 * @param declared read only when something was given: not every snap-in file tells what it offers
 * @throws a sentence naming what can be chosen
 */
export function checkSettings(settings: SnapInSettings, connector: string, declared: () => Options): void {
  if (Object.keys(settings).length === 0) return;
  const options = declared();
  const unknown = Object.keys(settings).find((name) => !Object.hasOwn(options, name));
  if (unknown !== undefined) {
    const known = Object.entries(options).map(([name, option]) => `${name} (${valuesOf(option)})`);
    throw new Error(
      `The connector "${connector}" has no option "${unknown}". It has ${known.join(', ')}. Choose one of them.`,
    );
  }
  readOptions(options, settings);
}
