import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Place } from './sandbox.ts';

/** Another way to make the same call, and what our time may be against its. */
export interface Peer {
  name: string;
  command: readonly string[];
  budget: number;
  env?: NodeJS.ProcessEnv;
}

const path = '/api/config/v1/jump-item/shell-jump?per_page=100&current_page=1';

// A token and a call, as a shell script without btapi does it.
const curl = `set -e
token=$(curl -sSf -u "$BT_CLIENT_ID:$BT_CLIENT_SECRET" -d grant_type=client_credentials "$BT_API_HOST/oauth2/token" | jq -r .access_token)
curl -sSf -H "Authorization: Bearer $token" "$BT_API_HOST${path}" | jq . >/dev/null`;

const python = `import os, requests
host = os.environ['BT_API_HOST']
account = (os.environ['BT_CLIENT_ID'], os.environ['BT_CLIENT_SECRET'])
with requests.Session() as session:
    token = session.post(host + '/oauth2/token', auth=account, data={'grant_type': 'client_credentials'}).json()
    session.get(host + '${path}', headers={'Authorization': 'Bearer ' + token['access_token']}).json()`;

const buckets =
  '<?xml version="1.0"?><ListAllMyBucketsResult><Owner><ID>1</ID></Owner><Buckets></Buckets></ListAllMyBucketsResult>';

/** The peers that this machine has; `close` ends what they need. */
export async function peers(here: Place): Promise<{ list: Peer[]; close(): void }> {
  const works = (command: string, ...words: string[]) => {
    try {
      execFileSync(command, words, { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  };
  const write = (name: string, text: string) => {
    const file = join(here.folder, name);
    writeFileSync(file, text);
    return file;
  };
  const list: Peer[] = [];
  if (works('curl', '--version') && works('jq', '--version')) {
    list.push({ name: 'curl | jq, token and call', command: ['sh', write('peer.sh', curl)], budget: 1.3 });
  }
  // Debian's own, not one of a version manager in front of it.
  if (works('/usr/bin/python3', '-c', 'import requests')) {
    const command = ['/usr/bin/python3', write('peer.py', python)];
    list.push({ name: 'python3 with requests, token and call', command, budget: 0.6 });
  }
  const s3 = createServer((_, response) =>
    response.setHeader('Content-Type', 'application/xml').end(buckets),
  );
  await new Promise<void>((done) => s3.listen(0, '127.0.0.1', done));
  if (works('/usr/bin/aws', '--version')) {
    const url = `http://127.0.0.1:${(s3.address() as AddressInfo).port}`;
    list.push({
      name: 'aws s3api list-buckets',
      command: ['/usr/bin/aws', '--endpoint-url', url, 's3api', 'list-buckets'],
      budget: 0.2,
      env: { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x', AWS_DEFAULT_REGION: 'us-east-1' },
    });
  }
  return { list, close: () => void s3.close() };
}
