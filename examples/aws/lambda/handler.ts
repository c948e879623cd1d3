// An AWS Lambda function: when an EC2 instance is terminated, its Jump Items go. `npm run build:lambda` makes
// build/lambda/handler.cjs of it, one file with all it needs; template.yaml deploys that.
import type { Io, Sink } from '../../../src/io/io.ts';
import { systemIo } from '../../../src/io/io.ts';
import { main } from '../../../src/main.ts';

/** An EC2 Instance State-change Notification of EventBridge, as far as it is used. */
export interface StateChange {
  detail: { 'instance-id': string; state: string };
}

/** What became of one instance. */
export interface Outcome {
  instance: string;
  /** The deleted Jump Items: "jump-item/shell-jump/12". */
  deleted: string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

// Made once: it listens for signals. A warm function is called many times.
const outside = systemIo();

/** Runs one btapi command line. @returns its standard output; throws what it said when it did not end with 0 or 6 */
async function btapi(words: readonly string[], env: Environment): Promise<string> {
  const told = { out: '', err: '' };
  const into = (name: 'out' | 'err'): Sink => ({
    isTTY: false,
    write: async (data) => {
      told[name] += Buffer.from(data as Uint8Array).toString();
    },
  });
  const nothing = { isTTY: false, async *[Symbol.asyncIterator]() {} };
  const io: Io = Object.create(outside, {
    env: { value: env },
    stdin: { value: nothing },
    stdout: { value: into('out') },
    stderr: { value: into('err') },
  });
  const code = await main(words, io);
  // 6: it is not there (any more), which is what we want.
  if (code !== 0 && code !== 6) throw new Error(`btapi ${words.join(' ')} ended with ${code}: ${told.err}`);
  return told.out;
}

/**
 * The client secret, from the AWS Parameters and Secrets Lambda extension: it caches it and needs no SDK.
 * AWS documentation, "Using Secrets Manager secrets in Lambda functions".
 */
async function clientSecret(env: Environment): Promise<string> {
  const port = env['PARAMETERS_SECRETS_EXTENSION_HTTP_PORT'] ?? '2773';
  const id = encodeURIComponent(env['BT_CLIENT_SECRET_ID'] ?? '');
  const answer = await fetch(`http://localhost:${port}/secretsmanager/get?secretId=${id}`, {
    headers: { 'X-Aws-Parameters-Secrets-Token': env['AWS_SESSION_TOKEN'] ?? '' },
  });
  if (!answer.ok) throw new Error(`reading the client secret: the extension answered ${answer.status}`);
  const { SecretString } = (await answer.json()) as { SecretString: string };
  return SecretString;
}

/** Called by EventBridge. Throwing makes Lambda call again, which is safe: what is deleted is not found again. */
export async function handler(event: StateChange): Promise<Outcome> {
  const { 'instance-id': instance, state } = event.detail;
  const deleted: string[] = [];
  if (state !== 'terminated' || !/^i-[0-9a-f]+$/.test(instance)) return { instance, deleted };
  const given = outside.env;
  const env = {
    ...given,
    HOME: '/tmp',
    XDG_CACHE_HOME: given['XDG_CACHE_HOME'] ?? '/tmp/cache',
    BT_CLIENT_SECRET: given['BT_CLIENT_SECRET'] ?? (await clientSecret(given)),
  };
  const kinds = (given['JUMP_ITEM_KINDS'] ?? 'jump-item/shell-jump jump-item/remote-rdp').split(/\s+/);
  for (const kind of kinds.filter(Boolean)) {
    const found = await btapi(['list', kind, `tag=${instance}`, '-f', 'id'], env);
    for (const id of found.split('\n').filter(Boolean)) {
      await btapi(['delete', kind, id], env);
      deleted.push(`${kind}/${id}`);
    }
  }
  return { instance, deleted };
}
