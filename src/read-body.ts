import { shape } from './api/shape.ts';
import type { InputSpec, Options } from './commands/context.ts';
import { usage } from './errors.ts';
import type { Io } from './io/io.ts';
import type { Entry, ValueObject } from './value.ts';

/**
 * The typed body or filters of a command, by the rules of docs/formats.md: arguments first, else standard input where
 * the command may read it.
 * @returns undefined when nothing was given
 * @throws Failure (exit 2) for input that cannot be read or typed, and on a terminal where a body is needed
 */
export async function readBody(
  io: Io,
  options: Options,
  spec: InputSpec,
  note: (text: string) => Promise<void>,
): Promise<ValueObject | undefined> {
  const shaped = (entries: readonly Entry[]) =>
    shape(entries, {
      fields: spec.fields,
      validate: options.validate,
      name: spec.name,
      ...(spec.verb === undefined ? {} : { verb: spec.verb }),
      ...(spec.caseless ? { caseless: true } : {}),
    });

  if (spec.pairs.length > 0) {
    const { parseArguments } = await import('./io/arguments.ts');
    return shaped(await parseArguments(spec.pairs, io));
  }
  if (spec.need === 'none') return undefined;
  if (io.stdin.isTTY) {
    if (spec.need === 'possible') return undefined;
    const { fieldHelp } = await import('./commands/field-help.ts');
    if (spec.fields) await note(fieldHelp(spec.name, spec.fields, spec.verb));
    throw usage(
      `reading the fields of ${spec.name}: standard input is a terminal`,
      `give them as arguments (name=value ...), or pipe them in: echo "name=value" | btapi -k ${spec.caseless ? 'safe ' : ''}${spec.verb ?? 'add'} ${spec.name}`,
    );
  }
  const { readInput } = await import('./io/stdin.ts');
  const announced = options.kvIn || options.jsonIn;
  const text = await readInput(io.stdin, {
    need: spec.need === 'required' ? 'required' : announced ? 'announced' : 'possible',
    clock: io.clock,
    signal: io.signal,
    hint: async (line) => {
      if (io.stderr.isTTY) await note(line);
    },
  });
  if (text === undefined) return undefined;
  if (options.kvIn) {
    const { parseKeyValue } = await import('./io/keyvalue.ts');
    return shaped(parseKeyValue(text));
  }
  const { parseJson } = await import('./io/json.ts');
  const value = parseJson(text, 'standard input');
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw usage('reading standard input: it is not one JSON object', 'with -k it is read as key=value lines');
}
