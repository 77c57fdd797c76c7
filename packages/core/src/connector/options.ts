import { ConfigurationError } from '../errors.js';

/**
 * What whoever installs the snap-in may choose. Declared once: the manifest's inputs, the local platform's `--option`
 * and the typed values that reach client, streams and metadata all come from the same declaration.
 */
export type Option = BooleanOption | NumberOption | EnumOption;

interface Described {
  /** What people see beside the input. */
  label: string;
  /** What it changes in a sync and what it costs, in a sentence or two. */
  description: string;
}

/** Yes or no. */
export interface BooleanOption extends Described {
  kind: 'boolean';
  defaultValue: boolean;
}

/** Whole or decimal. */
export interface NumberOption extends Described {
  kind: 'number';
  least: number;
  most: number;
  defaultValue: number;
}

/** One of several, by key; the texts are what people read. */
export interface EnumOption extends Described {
  kind: 'enum';
  choices: Readonly<Record<string, string>>;
  defaultValue: string;
}

/** By name: small letters and underscores. Never rename one: installed snap-ins keep their choices under it. */
export type Options = Readonly<Record<string, Option>>;

export type OptionValue<Declared extends Option> = Declared extends BooleanOption
  ? boolean
  : Declared extends NumberOption
    ? number
    : Declared extends EnumOption
      ? keyof Declared['choices'] & string
      : never;

/** The values of declared options as code sees them: chosen or default, never missing. */
export type OptionValues<Declared extends Options> = {
  readonly [Name in keyof Declared]: OptionValue<Declared[Name]>;
};

/** Declares options; gives their values a type. */
export function defineOptions<const Declared extends Options>(options: Declared): Declared {
  return options;
}

/**
 * Reads what was chosen. Inputs of a snap-in reach it as JSON values or as text, depending on who set them; one that
 * nobody has set is missing, null or empty.
 * @param settings values by name; those without a declaration belong to somebody else
 * @throws ConfigurationError naming the option that is wrong and what it may be, never its value
 */
export function readOptions<Declared extends Options>(
  options: Declared,
  settings: Readonly<Record<string, unknown>>,
): OptionValues<Declared> {
  const values = Object.entries(options).map(([name, option]) => {
    const setting = settings[name];
    if (setting === undefined || setting === null || setting === '') return [name, option.defaultValue];
    const value = readValue(option, String(setting).trim());
    if (value !== undefined) return [name, value];
    throw new ConfigurationError(
      `The option "${name}" of the snap-in is set to something it cannot be; it is ${valuesOf(option)}. ` +
        'Correct it in the settings of the snap-in, then start the sync again.',
      { code: 'option_invalid' },
    );
  });
  return Object.fromEntries(values) as OptionValues<Declared>;
}

/** What can be chosen, for sentences: `true or false`, `a number from 1 to 100`, `one of none, all`. */
export function valuesOf(option: Option): string {
  switch (option.kind) {
    case 'boolean':
      return 'true or false';
    case 'number':
      return `a number from ${option.least} to ${option.most}`;
    case 'enum':
      return `one of ${Object.keys(option.choices).join(', ')}`;
  }
}

/** Undefined for what the option cannot be. */
function readValue(option: Option, text: string): boolean | number | string | undefined {
  switch (option.kind) {
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'number': {
      const number = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
      return number >= option.least && number <= option.most ? number : undefined;
    }
    case 'enum':
      return Object.hasOwn(option.choices, text) ? text : undefined;
  }
}
