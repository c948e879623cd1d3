import { describe, expect, test } from 'vitest';
import { parseHost } from '../../src/io/host.ts';

test.each([
  ['pra.example.com', 'https://pra.example.com/'],
  ['PRA.example.com:8443', 'https://pra.example.com:8443/'],
  ['https://pra.example.com', 'https://pra.example.com/'],
  ['https://pra.example.com/', 'https://pra.example.com/'],
  ['localhost:8080', 'https://localhost:8080/'],
  ['http://localhost:8080/', 'http://localhost:8080/'],
  ['http://127.1.2.3', 'http://127.1.2.3/'],
  ['http://[::1]:99', 'http://[::1]:99/'],
  ['[2001:db8::1]', 'https://[2001:db8::1]/'],
  ['bücher.example', 'https://xn--bcher-kva.example/'],
])('%s', (text, wanted) => {
  expect(parseHost(text, 'BT_API_HOST').href).toBe(wanted);
});

describe('refused', () => {
  const bare = 'write the bare host name: support.example.com';
  test.each([
    ['', 'it is empty', bare],
    ['a b', 'it has a blank or a line break in it', bare],
    ['a.example\n', 'it has a blank or a line break in it', bare],
    ['https://user:pw@a.example/', 'it has a user name in it', bare],
    ['a.example/login', 'it has more than a host in it', 'write a.example'],
    ['https://a.example:8443/api?x#y', 'it has more than a host in it', 'write a.example:8443'],
    ['ftp://a.example', 'only https is spoken', 'write a.example'],
    [
      'http://a.example',
      'http:// would send the secret in the clear; it is for this computer only',
      'write a.example',
    ],
    [
      'http://127.0.0.1.evil.example',
      'http:// would send the secret in the clear; it is for this computer only',
      'write 127.0.0.1.evil.example',
    ],
    ['a.example:99999', 'it is not a host name', bare],
    ['a,b', 'it is not a host name', bare],
    ['..', 'it is not a host name', bare],
    ['a\\b', 'it has more than a host in it', 'write a'],
  ])('%j', (text, why, hint) => {
    expect(() => parseHost(text, 'BT_API_HOST')).toThrow(
      expect.objectContaining({ message: `reading BT_API_HOST: ${why}`, hint, code: 2 }),
    );
  });
});
