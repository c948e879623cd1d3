import { expect, test } from 'vitest';
import { ask } from '../../src/io/ask.ts';
import { fakeIo, open } from '../support/io.ts';

test('gives back the line, and lets go of the terminal', async () => {
  const io = fakeIo({ tty: true, stdin: ['ye', 's\r\nmore', open] });
  expect(await ask(io, 'Sure? ')).toBe('yes');
  expect(io.stderr.text).toBe('Sure? ');
  expect(io.stdin.released).toBe(true);
});

test('an interruption ends the question', async () => {
  const io = fakeIo({ tty: true, stdin: [open] });
  const answer = ask(io, 'Sure? ');
  io.interrupt();
  await expect(answer).rejects.toMatchObject({ code: 130 });
  expect(io.stdin.released).toBe(true);
});
