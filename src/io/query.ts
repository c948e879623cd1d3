import { reason, usage } from '../errors.ts';
import type { Value } from '../value.ts';
import { printable } from './printable.ts';

type Library = typeof import('@jmespath-community/jmespath');
type Expression = ReturnType<Library['compile']>;
type Data = Parameters<Library['search']>[0];

function refuse(expression: string, why: string): never {
  throw usage(
    `reading the query "${printable(expression)}": ${printable(why)}`,
    'the language is JMESPath: jmespath.org',
  );
}

/** The names of all functions called anywhere in a compiled expression. */
function functionNames(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const inside = Object.values(node).flatMap(functionNames);
  const { type, name } = node as { type?: unknown; name?: unknown };
  return type === 'Function' && typeof name === 'string' ? [name, ...inside] : inside;
}

/**
 * Compiles a JMESPath expression. The library would tell of an unknown function only when it has data.
 * @returns what applies the expression to a value
 * @throws Failure (exit 2) for a bad expression, now or when it does not fit the value
 */
export async function compileQuery(expression: string): Promise<(value: Value) => Value> {
  const { compile, isRegistered, TreeInterpreter } = await import('@jmespath-community/jmespath');
  let compiled: Expression;
  try {
    compiled = compile(expression);
  } catch (error) {
    return refuse(expression, reason(error));
  }
  const unknown = functionNames(compiled).find((name) => !isRegistered(name));
  if (unknown !== undefined) refuse(expression, `there is no function ${unknown}()`);
  return (value) => {
    try {
      // The library passes a bigint through as it is; only its type does not know one.
      const found = TreeInterpreter.search(compiled, value as unknown as Data) as Value | undefined;
      return found === undefined || typeof found === 'function' ? null : found;
    } catch (error) {
      return refuse(expression, reason(error));
    }
  };
}
