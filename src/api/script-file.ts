import { type Failure, usage } from '../errors.ts';
import type { Value } from '../value.ts';
import type { Pairs } from './form.ts';

/** More commands a script must not have (guide, Console Script File). */
const most = 10;
const header = 'BRCS1.0';

/** Percent-encoding of RFC 3986, section 2.1: everything but the unreserved characters. */
export const percentEncode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** `a=b&c=d` in percent-encoding. */
export const encodePairs = (pairs: Pairs): string =>
  pairs.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join('&');

/**
 * A script for the access console, from the grammar in the guide (Console Script File): what is asked for, between
 * the login that every script begins with and the clean-up that it ends with.
 */
export function writeScript(action: string, pairs: Pairs): string {
  const command = encodePairs([['action', action], ...pairs]);
  const last = 'action=delete_script_file';
  const commands = [
    ...(action === 'login' ? [] : ['action=login']),
    command,
    ...(command === last ? [] : [last]),
  ];
  return `${[header, ...commands].join('\r\n')}\r\n`;
}

/** A command of a script, its values decoded, passwords hidden. */
export interface ScriptCommand {
  line: number;
  action: string;
  parameters: { [name: string]: Value };
}

const encoded = /^(?:[\w.~!$'()*+,;:@/?-]|%[\da-f]{2})*$/i;

/**
 * Reads a script and checks it against the grammar.
 * @throws Failure (exit 2) that names the line where it is wrong
 */
export function readScript(text: string, file: string): ScriptCommand[] {
  const wrong = (line: number, why: string): Failure => usage(`checking ${file}, line ${line}: ${why}`);
  const lines = text.split(/\r?\n/);
  // One line end after the last command is what editors leave; the grammar only puts them between commands.
  if (lines.at(-1) === '') lines.pop();
  const [first = '', ...rest] = lines;
  if (!/^BRCS\d\.\d$/.test(first)) throw wrong(1, `a script begins with ${header}`);
  if (rest.length === 0) throw wrong(2, 'a script has a command at least');
  return rest.map((command, index) => {
    const line = index + 2;
    if (index >= most) throw wrong(line, `${rest.length} commands, and ${most} are the most`);
    if (command === '') throw wrong(line, 'the line is empty');
    const pairs = command.split('&').map((pair) => decodePair(pair, (why) => wrong(line, why)));
    const [[name, action] = ['', ''], ...parameters] = pairs;
    if (name !== 'action') throw wrong(line, 'a command begins with action=');
    if (action === '') throw wrong(line, 'the action is empty');
    return { line, action, parameters: collect(parameters, (why) => wrong(line, why)) };
  });
}

function decodePair(pair: string, wrong: (why: string) => Failure): [string, string] {
  const equals = pair.indexOf('=');
  if (equals < 1) throw wrong(`"${shown(pair)}" is not name=value`);
  const parts: [string, string] = [pair.slice(0, equals), pair.slice(equals + 1)];
  for (const part of parts) if (!encoded.test(part)) throw wrong(`${shown(parts[0])} is not percent-encoded`);
  try {
    return [decodeURIComponent(parts[0]), decodeURIComponent(parts[1])];
  } catch {
    throw wrong(`${shown(parts[0])} is not UTF-8 in percent-encoding`);
  }
}

// A broken line may be a password: only names are ever shown.
const shown = (text: string): string => (/pass|secret/i.test(text) ? '***' : text.slice(0, 40));

function collect(pairs: [string, string][], wrong: (why: string) => Failure): { [name: string]: Value } {
  const found = new Map<string, Value>();
  for (const [name, value] of pairs) {
    if (found.has(name)) throw wrong(`${shown(name)} is given twice`);
    found.set(name, /pass|secret/i.test(name) && value !== '' ? '***' : value);
  }
  return Object.fromEntries(found);
}
