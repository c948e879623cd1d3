import { describe, expect, test } from 'vitest';
import type { Answer } from '../../src/api/call.ts';
import { NetworkError } from '../../src/api/network.ts';
import { type Content, checkedFile } from '../../src/api/sniff.ts';
import { call } from '../support/send.ts';
import { pieces } from '../support/xml.ts';

/** An answer that comes in pieces; `gone` says whether it was given up. */
function arriving(data: Uint8Array | string, size: number): { answer: Answer; gone(): boolean } {
  let gone = false;
  const bytes = Buffer.from(data as string);
  return {
    gone: () => gone,
    answer: {
      status: 200,
      headers: {},
      body: pieces(bytes, size),
      text: async () => '',
      discard: () => {
        gone = true;
      },
    },
  };
}

async function look(data: Uint8Array | string, content: Content, size = 100_000): Promise<string> {
  const { answer, gone } = arriving(data, size);
  try {
    const checked = await checkedFile(call({ what: 'fetching it' }), answer, content);
    const parts: Uint8Array[] = [];
    for await (const part of checked.body) parts.push(part);
    return Buffer.concat(parts).equals(Buffer.from(data as string)) ? 'whole' : 'changed';
  } catch (error) {
    expect(gone()).toBe(true);
    const { code, message } = error as { code: number; message: string };
    return `${code} ${message}`;
  }
}

const expired = '<?xml version="1.0"?>\n<error xmlns="x" >This recording has expired.</error >\n';
const mp4 = Buffer.concat([Buffer.from('\0\0\0\x18ftypmp42'), Buffer.alloc(70_000, 3)]);

describe('what is what it should be comes through unchanged, in pieces of any size', () => {
  test.each<[string, Uint8Array | string, Content]>([
    ['an MP4 file', mp4, 'video'],
    ['a video of another kind', Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0, 1, 2]), 'video'],
    ['a zip', Buffer.from('PK\u0003\u0004rest'), 'zip'],
    ['a gzip', Buffer.from([0x1f, 0x8b, 8, 0]), 'gzip'],
    ['text', '$ whoami\r\nadmin\r\n', 'text'],
    ['text that begins like markup', '<db01> $ cat page.html\n<html>', 'text'],
    ['text that is markup', '<a>not an error</a>', 'text'],
    ['no text at all', '', 'text'],
    ['a backup', Buffer.from('NSB\u0001\0rest'), 'any'],
    ['a backup that is long text', 'x'.repeat(70_000), 'any'],
    ['a report', '<session_list/>', 'xml'],
  ])('%s', async (_name, data, content) => {
    for (const size of [1, 3, 511, 513, 100_000]) expect(await look(data, content, size)).toBe('whole');
  });
});

describe('what is not is a failure, and given up', () => {
  test.each<[string, Uint8Array | string, Content, string]>([
    ['an error', expired, 'video', '4 fetching it: This recording has expired.'],
    ['an error in place of text', expired, 'text', '4 fetching it: This recording has expired.'],
    ['an error in place of a report', expired, 'xml', '4 fetching it: This recording has expired.'],
    [
      'an error after a mark and blank lines',
      `\ufeff\n\n${expired}`,
      'zip',
      '4 fetching it: This recording has expired.',
    ],
    ['plain words', 'Invalid credentials', 'any', '4 fetching it: Invalid credentials'],
    ['a JSON error', '{"error":"access_denied","message":"No."}', 'gzip', '4 fetching it: No.'],
    ['a page', '<!DOCTYPE html><html></html>', 'video', '5 fetching it: the answer is a page, not a file'],
    [
      'a page in place of a report',
      '<html><body/></html>',
      'xml',
      '5 fetching it: the answer is a page, not a file',
    ],
    ['a long page', `<html>${'x'.repeat(70_000)}`, 'zip', '5 fetching it: the answer is a page, not a file'],
    ['another file', mp4, 'zip', '5 fetching it: the answer is no zip file'],
    ['nothing', '', 'video', '5 fetching it: the answer is empty'],
  ])('%s', async (_name, data, content, wanted) => {
    for (const size of [1, 7, 100_000]) expect(await look(data, content, size)).toBe(wanted);
  });

  test('words that do no harm are let through', async () => {
    const { answer } = arriving(expired, 10);
    const checked = await checkedFile(call(), answer, 'xml', /has expired/);
    expect(await checked.text()).toBe(expired);
  });
});

test.each([0, 4, 70_000])('a connection that is cut after %i bytes is exit 5', async (length) => {
  const { answer, gone } = arriving('', 1);
  const cut = async function* () {
    if (length > 0) yield mp4.subarray(0, length);
    throw new NetworkError('the answer was cut short', true, {});
  };
  const taken = async () => {
    const checked = await checkedFile(call({ what: 'fetching it' }), { ...answer, body: cut() }, 'video');
    for await (const _part of checked.body);
  };
  await expect(taken()).rejects.toMatchObject({ code: 5, message: 'fetching it: the answer was cut short' });
  expect(gone()).toBe(true);
});
