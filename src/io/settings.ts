import { usage } from '../errors.ts';
import { Secret } from '../secret.ts';
import type { Place } from './env-file.ts';

export interface SettingsChoice {
  envFile?: string | undefined;
  profile?: string | undefined;
  /** Settings given as options, under the names of their variables. */
  options?: Readonly<Record<string, string | undefined>> | undefined;
}

/** What is configured: options beat the env file or profile, which beats the environment. Empty is not set. */
export interface Settings {
  get(name: string): string | undefined;
  /** Where a setting comes from: "option", "file ~/x", "environment"; "not set" otherwise. */
  origin(name: string): string;
  /**
   * A secret: NAME itself, the content of the file NAME_FILE, or what the command NAME_COMMAND prints. Read once.
   * @throws Failure (exit 2) when it cannot be read, or is given in two ways at the same place
   */
  secret(name: string): Promise<Secret | undefined>;
  /** As `origin`, with the variable when it is not NAME itself: "environment (BT_CLIENT_SECRET_FILE)". */
  secretOrigin(name: string): string;
}

interface Level {
  origin: string;
  get(name: string): string | undefined;
}

const level = (origin: string, values: Readonly<Record<string, string | undefined>>): Level => ({
  origin,
  get: (name) => (Object.hasOwn(values, name) ? values[name] || undefined : undefined),
});

const ways = ['', '_FILE', '_COMMAND'] as const;

/** The level and the variable a secret comes from: one level as a whole beats the next. */
function findSecret(levels: readonly Level[], name: string): { at: Level; variable: string } | undefined {
  for (const at of levels) {
    const given = ways.map((way) => name + way).filter((variable) => at.get(variable) !== undefined);
    const [variable, second] = given;
    if (second !== undefined) {
      throw usage(
        `reading ${name}: both ${variable} and ${second} are set (${at.origin})`,
        'keep one of them',
      );
    }
    if (variable !== undefined) return { at, variable };
  }
  return undefined;
}

/**
 * Puts the settings together. No file is read but the one that was named.
 * @param warn told once when others can read the env file
 * @throws Failure (exit 2) that names the file or profile
 */
export async function loadSettings(
  place: Place,
  choice: SettingsChoice,
  warn: (text: string) => Promise<void>,
): Promise<Settings> {
  const { envFile, profile, options = {} } = choice;
  if (envFile !== undefined && profile !== undefined) {
    throw usage(
      'reading settings: both --env-file and --profile are given',
      'a profile is an env file: choose one',
    );
  }
  const levels: Level[] = [level('option', options)];
  if (envFile !== undefined || profile !== undefined) {
    const { profilePath, readEnvFile } = await import('./env-file.ts');
    const path = profile === undefined ? (envFile ?? '') : await profilePath(profile, place);
    const file = await readEnvFile(path, place, warn);
    levels.push(level(`file ${file.shown}`, file.values));
  }
  // Not copied: on Windows the names of the environment are found in any case.
  levels.push({ origin: 'environment', get: (name) => place.env[name] || undefined });

  const find = (name: string) => levels.find((candidate) => candidate.get(name) !== undefined);
  const secrets = new Map<string, Promise<Secret | undefined>>();
  const readSecret = async (name: string): Promise<Secret | undefined> => {
    const found = findSecret(levels, name);
    const text = found?.at.get(found.variable);
    if (!found || text === undefined) return undefined;
    if (found.variable === name) return new Secret(text);
    const { secretFromCommand, secretFromFile } = await import('./secret-source.ts');
    const read = found.variable === `${name}_FILE` ? secretFromFile : secretFromCommand;
    return read(found.variable, text, place);
  };
  return {
    get: (name) => find(name)?.get(name),
    origin: (name) => find(name)?.origin ?? 'not set',
    secret: (name) => {
      const known = secrets.get(name) ?? readSecret(name);
      secrets.set(name, known);
      return known;
    },
    secretOrigin: (name) => {
      const found = findSecret(levels, name);
      if (!found) return 'not set';
      return found.variable === name ? found.at.origin : `${found.at.origin} (${found.variable})`;
    },
  };
}
