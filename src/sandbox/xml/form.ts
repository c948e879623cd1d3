import { bodyText, type Exchange, problem, Refusal } from '../exchange.ts';

/** The parameters of a call: of the URL and of a form body, the latter winning (guide: GET or POST, no multipart). */
export function parameters(exchange: Exchange): Map<string, string> {
  const given = new Map<string, string>(exchange.query);
  if (exchange.method === 'GET') return given;
  if (exchange.method !== 'POST') throw new Refusal(problem(405, 'Method not allowed.'));
  if (exchange.body.length === 0) return given;
  if (!/^application\/x-www-form-urlencoded\b/i.test(exchange.headers['content-type'] ?? '')) return given;
  for (const [name, value] of new URLSearchParams(bodyText(exchange))) given.set(name, value);
  return given;
}
