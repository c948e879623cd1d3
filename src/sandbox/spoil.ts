import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { disposition } from './disposition.ts';
import { accessDenied, type Exchange, empty, json, problem, type Reply, text } from './exchange.ts';
import type { Fault, FaultKind } from './faults.ts';
import { bytesOf, head, send, stream } from './send.ts';
import { shapes } from './xml/faults.ts';
import { zeros } from './zeros.ts';

/**
 * Answers as the faults ask for. `act` carries the request out; faults that stand in front of the appliance
 * (a status, close, html, redirect, garbage) never call it. `note` hears the status before a client can.
 */
export async function spoil(
  response: ServerResponse,
  faults: readonly Fault[],
  bare: boolean,
  exchange: Exchange,
  act: () => Promise<Reply>,
  note: (status: number) => void,
): Promise<void> {
  const of = (kind: FaultKind) => faults.find((fault) => fault.kind === kind);
  const slow = of('slow');
  if (slow)
    await sleep(Number(slow.value) || 0, undefined, { signal: exchange.signal }).catch(() => undefined);
  if (of('close')) return drop(response);
  if (of('garbage')?.value === 'http') {
    response.socket?.end('this is not HTTP\r\n\r\n');
    return;
  }
  const reply = alter(standIn(faults, exchange) ?? (await act()), faults);
  if (of('close-after')) return drop(response);
  note(reply.status);
  const cut = of('cut');
  const trickle = of('trickle');
  if (cut && !bare) await half(response, reply, Number(cut.value) || undefined);
  else if (trickle && !bare) await drops(response, reply, Number(trickle.value) || 50, exchange.signal);
  else await send(response, reply, bare);
}

/** The answer of something that stands in front of the appliance. */
function standIn(faults: readonly Fault[], exchange: Exchange): Reply | undefined {
  for (const fault of faults) {
    const wait: Record<string, string> =
      fault.retryAfter === undefined ? {} : { 'Retry-After': fault.retryAfter };
    if (fault.kind === 'status') {
      const status = Number(fault.value);
      if (status === 204 || status === 304) return empty(status, wait);
      const reply = status === 401 ? denial(exchange) : problem(status, `Asked for: ${status}.`);
      return { ...reply, headers: { ...reply.headers, ...wait } };
    }
    if (fault.kind === 'html') {
      const page =
        '<!DOCTYPE html>\n<html><head><title>Gateway</title></head><body><h1>Not now</h1></body></html>\n';
      return text(Number(fault.value) || 200, 'text/html; charset=utf-8', page);
    }
    if (fault.kind === 'xml') return shapes[fault.value]?.();
    if (fault.kind === 'redirect') return empty(302, { Location: fault.value });
    if (fault.kind === 'garbage') return text(200, 'application/json', '{"id": 1, "name": \u0000');
  }
  return undefined;
}

/** A bad secret where tokens are minted, a bad token everywhere else. */
const denial = (exchange: Exchange): Reply =>
  exchange.fullPath === '/oauth2/token'
    ? json(401, { error: 'invalid_client', message: 'Client authentication failed.' })
    : accessDenied();

/** Changes to an answer that the appliance has given. */
function alter(reply: Reply, faults: readonly Fault[]): Reply {
  let out = reply;
  for (const { kind, value } of faults) {
    if (kind === 'empty')
      out = { status: 200, headers: { ...out.headers, 'Content-Type': 'application/json' } };
    if (kind === 'disposition') {
      out = { ...out, headers: { ...out.headers, 'Content-Disposition': disposition(value) } };
    }
    if (kind === 'size' && out.status === 200) {
      const length = Number(value) || 0;
      out = { ...out, body: { stream: zeros(length) }, length };
    }
  }
  return out;
}

function drop(response: ServerResponse): void {
  response.socket?.destroy();
}

/** Announces the whole body and sends `keep` bytes of it, or half. */
async function half(response: ServerResponse, reply: Reply, keep: number | undefined): Promise<void> {
  const bytes = bytesOf(reply);
  if (!bytes && reply.length === undefined) return drop(response);
  head(response, reply);
  const length = keep ?? Math.floor((bytes?.length ?? reply.length ?? 0) / 2);
  const part = bytes ? bytes.subarray(0, length) : new Uint8Array(Math.min(length, 65_536));
  response.write(part, () => drop(response));
}

/** Ten pieces with a pause before each. */
async function drops(
  response: ServerResponse,
  reply: Reply,
  pause: number,
  signal: AbortSignal,
): Promise<void> {
  const bytes = bytesOf(reply);
  if (!bytes) return send(response, reply, false);
  head(response, reply);
  async function* pieces(whole: Uint8Array) {
    const step = Math.max(1, Math.ceil(whole.length / 10));
    for (let at = 0; at < whole.length; at += step) {
      await sleep(pause, undefined, { signal }).catch(() => undefined);
      yield whole.subarray(at, at + step);
    }
  }
  await stream(response, pieces(bytes));
}
