import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { world as makeWorld } from '../../support/run.ts';
import { inThat } from './nothing-sent.ts';

const world = await makeWorld();
const { folder } = world;
const nothingSent = inThat(world);

describe('settings', () => {
  const host = (value: string | undefined) => ({ env: { BT_API_HOST: value } });
  const bare = 'hint: write the bare host name: support.example.com';
  const notSet =
    'hint: export it, or name a file with --env-file F or --profile NAME; btapi help environment tells more';
  test.each<[value: string | undefined, lines: string[]]>([
    [
      undefined,
      ['btapi: reading the settings: BT_API_HOST is not set (the host name of the appliance)', notSet],
    ],
    ['', ['btapi: reading the settings: BT_API_HOST is not set (the host name of the appliance)', notSet]],
    [
      'a.example.com/login',
      ['btapi: reading BT_API_HOST: it has more than a host in it', 'hint: write a.example.com'],
    ],
    [
      'https://a.example.com/api/',
      ['btapi: reading BT_API_HOST: it has more than a host in it', 'hint: write a.example.com'],
    ],
    [
      'ftp://a.example.com',
      ['btapi: reading BT_API_HOST: only https is spoken', 'hint: write a.example.com'],
    ],
    [
      'http://a.example.com',
      [
        'btapi: reading BT_API_HOST: http:// would send the secret in the clear; it is for this computer only',
        'hint: write a.example.com',
      ],
    ],
    [' a.example.com', ['btapi: reading BT_API_HOST: it has a blank or a line break in it', bare]],
    ['a.example.com b', ['btapi: reading BT_API_HOST: it has a blank or a line break in it', bare]],
    ['a.example.com:99999', ['btapi: reading BT_API_HOST: it is not a host name', bare]],
    ['me:pw@a.example.com', ['btapi: reading BT_API_HOST: it has a user name in it', bare]],
  ])('host %j', (value, lines) => nothingSent(['list', 'jump-group'], lines, host(value)));

  test.each([
    ['BT_CLIENT_ID', 'the OAuth client id of an API account'],
    ['BT_CLIENT_SECRET', 'nor BT_CLIENT_SECRET_FILE or BT_CLIENT_SECRET_COMMAND'],
  ])('no %s', (name, what) =>
    nothingSent(
      ['list', 'jump-group', 'name=x'],
      [`btapi: reading the settings: ${name} is not set (${what})`, notSet],
      {
        env: { [name]: undefined },
      },
    ),
  );

  const envHint =
    'hint: it has lines such as BT_API_HOST=support.example.com; btapi help environment lists the names';
  test('an env file that is not there', () =>
    nothingSent(
      ['--env-file=~/.config/aws-api', 'list', 'jump-group'],
      ['btapi: reading the env file ~/.config/aws-api: no such file', envHint],
    ));

  test('an env file that is a folder', () => {
    mkdirSync(join(folder, 'settings'));
    return nothingSent(
      ['--env-file', 'settings', 'list', 'jump-group'],
      ['btapi: reading the env file ~/settings: it is a folder', envHint],
    );
  });

  test.skipIf(process.getuid?.() === 0)('an env file without permission', () => {
    writeFileSync(join(folder, 'locked'), 'BT_API_HOST=a.example.com\n');
    chmodSync(join(folder, 'locked'), 0);
    return nothingSent(
      ['--env-file', 'locked', 'list', 'jump-group'],
      ['btapi: reading the env file ~/locked: no permission to read it', envHint],
    );
  });

  test('a profile that is not there', () =>
    nothingSent(
      ['--profile', 'prod', 'list', 'jump-group'],
      [
        'btapi: reading profile prod: there is no ~/.config/btapi/prod.env',
        'hint: it is an env file with BT_API_HOST and the other settings',
      ],
    ));

  test('a file of certificates that holds none', () => {
    writeFileSync(join(folder, 'ca.pem'), 'nothing\n');
    return nothingSent(
      ['--ca-file', 'ca.pem', 'list', 'jump-group'],
      ['btapi: reading the certificates in ca.pem: it holds none in PEM form'],
    );
  });
});
