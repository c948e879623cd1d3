import { expect, test } from 'vitest';
import { printable } from '../../src/io/printable.ts';

test('control characters become visible', () => {
  expect(printable('a\u001b[2Jb\r\n\t\u007f\u009b\u202e\u2066\u2028c')).toBe(
    'a\\u001b[2Jb\\u000d\\u000a\\u0009\\u007f\\u009b\\u202e\\u2066\\u2028c',
  );
});

test('lines and tabs stay when told, carriage returns never', () => {
  expect(printable('a\n\tb\r\u001bc', 'lines')).toBe('a\n\tb\\u000d\\u001bc');
});

test('ordinary text of any script is left alone', () => {
  const text = 'Zürich 東京 🙂 עברית "q" \\ $x';
  expect(printable(text)).toBe(text);
});
