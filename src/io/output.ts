import { unavailable, usage } from '../errors.ts';
import type { Value } from '../value.ts';
import { renderField } from './field.ts';
import type { Form, Look } from './formats/form.ts';
import type { Sink } from './io.ts';
import { printable } from './printable.ts';
import { compileQuery } from './query.ts';

/** Every form of output; each is loaded when it is used. */
const forms = {
  json: () => import('./formats/json.ts'),
  kv: () => import('./formats/kv.ts'),
  ndjson: () => import('./formats/ndjson.ts'),
  csv: () => import('./formats/csv.ts'),
  table: () => import('./formats/table.ts'),
  yaml: () => import('./formats/yaml.ts'),
} as const satisfies Record<string, () => Promise<{ form: Form }>>;

export type Format = keyof typeof forms;

/** The names `-o` accepts. */
export const formats = Object.keys(forms) as Format[];

export interface OutputOptions {
  /** json when absent. */
  format?: Format | undefined;
  /** Print this field raw instead of the format: `a.b`, `a__b`, `a.0.b`. */
  field?: string | undefined;
  /** JMESPath, applied before anything else. */
  query?: string | undefined;
}

export interface Printer {
  /** Prints one document. */
  value(value: Value): Promise<void>;
  /**
   * Prints a list. ndjson and csv print each page as it comes, unless a query or a field is asked for; the others
   * print when all is there, and nothing when the pages end in an error.
   * @param columns the names csv and table begin with
   */
  list(pages: AsyncIterable<Value[]>, columns?: readonly string[]): Promise<void>;
}

/**
 * Looks at the options before anything is sent.
 * @throws Failure (exit 2) for an unknown form, an empty field or a bad query
 */
export async function checkOutput(options: OutputOptions): Promise<void> {
  const { format, field, query } = options;
  if (format !== undefined && !Object.hasOwn(forms, format)) {
    throw usage(`reading -o ${printable(format)}: no such form of output`, `there are ${formats.join(', ')}`);
  }
  if (field?.trim() === '') throw usage('reading -f: the name of the field is empty');
  if (query !== undefined) await compileQuery(query);
}

/** Prints values to `sink` in the chosen form. On a terminal control characters are made visible. */
export function printer(sink: Sink, options: OutputOptions): Printer {
  const { format = 'json', field, query } = options;
  const look = (columns?: readonly string[]): Look => ({
    terminal: sink.isTTY,
    width: sink.isTTY ? sink.columns : undefined,
    columns,
  });
  const show = async (text: string): Promise<void> => {
    if (text !== '') await sink.write(sink.isTTY ? printable(text, 'lines') : text);
  };
  const print = async (answer: Value, columns?: readonly string[]): Promise<void> => {
    const value = query === undefined ? answer : (await compileQuery(query))(answer);
    if (field !== undefined) return show(renderField(value, field));
    const { form } = await forms[format]();
    // A query makes other columns than the resource has.
    return show(form.whole(value, look(query === undefined ? columns : undefined)));
  };
  const list: Printer['list'] = async (pages, columns) => {
    if (query === undefined && field === undefined) {
      const { form }: { form: Form } = await forms[format]();
      if (form.paged) {
        for await (const text of form.paged(pages, look(columns))) {
          await show(text);
          // Nobody reads on (| head): no more is asked for.
          if (sink.closed) return;
        }
        return;
      }
    }
    const items: Value[] = [];
    for await (const page of pages) for (const item of page) items.push(item);
    await print(items, columns);
  };
  const refuse = (error: unknown) => {
    throw tooDeep(error);
  };
  return {
    value: (value) => print(value).catch(refuse),
    list: (pages, columns) => list(pages, columns).catch(refuse),
  };
}

/** Values of many thousand levels use up the stack, in whatever form they are printed. */
function tooDeep(error: unknown): unknown {
  if (!(error instanceof RangeError)) return error;
  return unavailable('printing the answer: it is nested too deeply', { cause: error });
}
