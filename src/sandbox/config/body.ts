import { isObject, type Value, type ValueObject } from '../../value.ts';
import { bodyText, type Exchange, problem, Refusal } from '../exchange.ts';

/** The JSON object of a request; `optional` takes no body for an empty object. Throws a Refusal. */
export function jsonBody(exchange: Exchange, optional = false): ValueObject {
  if (exchange.body.length === 0 && optional) return {};
  const type = exchange.headers['content-type'] ?? '';
  // "you must include a Content-Type header with a value of application/json" (overview, Required Request Headers)
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw new Refusal(problem(415, 'The Content-Type must be application/json.'));
  }
  let value: Value;
  try {
    value = JSON.parse(bodyText(exchange)) as Value;
  } catch {
    throw new Refusal(problem(400, 'The request body is not valid JSON.'));
  }
  if (isObject(value)) return value;
  throw new Refusal(problem(400, 'The request body must be a JSON object.'));
}

/** For the actions that take no body: an empty object passes, anything in it is an unknown field. */
export function noBody(exchange: Exchange): void {
  if (exchange.body.length === 0) return;
  const names = Object.keys(jsonBody(exchange));
  if (names.length > 0) throw new Refusal(problem(401, `Unrecognized fields: ${names.join(', ')}.`));
}
