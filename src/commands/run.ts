import { exitCode, Failure, interrupted, reason, usage } from '../errors.ts';
import type { PrivateFolder } from '../io/private-folder.ts';
import type { Context } from './context.ts';
import type { Definition, Own } from './definition.ts';
import { type Lent, type Loan, lendSafe, lendVault, parseReference, type Reference } from './lend.ts';
import { type Wanted, wanted, wishOptions } from './safe/wish.ts';

// Each of them opens every other door: a program that was lent one secret has no business with them.
const ownSecrets = [
  'BT_CLIENT_SECRET',
  'BT_SAFE_KEY',
  'BT_SAFE_PASSWORD',
  'BT_SAFE_CLIENT_SECRET',
  'BT_SAFE_CERT_PASSWORD',
  'BT_SAFE_CHALLENGE',
];

export const command: Definition = {
  arguments: [['[command...]', 'the program and its arguments, behind --']],
  options: [
    { flags: '--env <name=ref...>', description: 'put a secret into a variable of its environment' },
    {
      flags: '--file <name=ref...>',
      description: 'put a secret into a private file, its path into a variable',
    },
    { flags: '--stdin <ref>', description: 'give a secret to its standard input' },
    { flags: '--no-mask', description: 'leave its output alone: it keeps the terminal' },
    { flags: '--own-secrets', description: "leave btapi's own secrets in its environment" },
    ...wishOptions,
  ],
  examples: [
    'btapi run --env PGPASSWORD=safe:db-01/app -- pg_dump -U app shop',
    'btapi run --env USER=vault/account/61#username --env PASS=vault/account/61 -- ./deploy.sh',
    'btapi run --file KEY=safe:web-01/deploy#private_key -- sh -c \'ssh -i "$KEY" deploy@web-01\'',
    'btapi run --stdin safe:nas-01/backup -- restic --password-command cat backup /srv',
  ],
  about:
    'REF is vault/account/ID or safe:SYSTEM/ACCOUNT, with #password (the usual), #username, #private_key or #passphrase. Everything is checked in again however the program ends; its exit code is ours.',
  run: async (context, words, own) => {
    const plan = planOf(words, own);
    const loans = new Map<string, Loan>();
    const folder: { made?: PrivateFolder } = {};
    let code: number;
    let failed = false;
    try {
      const outfit = await equip(context, plan, loans, folder);
      if (!outfit) code = exitCode.done;
      else if (context.io.signal.aborted) throw interrupted();
      else code = await start(context, plan, outfit, own['mask'] !== false);
    } catch (error) {
      failed = true;
      throw error;
    } finally {
      const left = await takeBack(context, loans, folder);
      failed = !failed && left > 0;
    }
    return failed && code === exitCode.done ? exitCode.partial : code;
  },
};

interface Plan {
  command: readonly string[];
  env: readonly (readonly [name: string, reference: Reference])[];
  files: readonly (readonly [name: string, reference: Reference])[];
  stdin?: Reference;
  /** Whether the program sees what we sign in with. */
  ownSecrets: boolean;
  want: Wanted;
}

/** @throws Failure (exit 2) before anything is asked for */
function planOf(words: readonly string[], own: Own): Plan {
  if (words.length === 0 || words[0] === '') {
    throw usage(
      'reading the command line: there is no command to run',
      'btapi run --env NAME=REF -- COMMAND ARGS',
    );
  }
  const env = named(own['env'], '--env');
  const files = named(own['file'], '--file');
  const stdin = own['stdin'];
  const names = [...env, ...files].map(([name]) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw usage(`reading the command line: ${twice} is given twice`);
  return {
    command: words,
    env,
    files,
    ...(typeof stdin === 'string' ? { stdin: parseReference(stdin) } : {}),
    ownSecrets: own['ownSecrets'] === true,
    want: wanted(own),
  };
}

function named(given: unknown, option: string): [string, Reference][] {
  return (Array.isArray(given) ? given : []).map((one): [string, Reference] => {
    const [, name, text] = /^([A-Za-z_][A-Za-z0-9_]*)=(.+)$/s.exec(String(one)) ?? [];
    if (!name || !text) throw usage(`reading ${option}: "${String(one)}" is not NAME=REF`);
    return [name, parseReference(text)];
  });
}

interface Outfit {
  env: Record<string, string | undefined>;
  stdin?: string;
  hidden: string[];
}

/** Checks everything out. @returns undefined in a rehearsal, where there is nothing to run with */
async function equip(
  context: Context,
  plan: Plan,
  loans: Map<string, Loan>,
  folder: { made?: PrivateFolder },
): Promise<Outfit | undefined> {
  // Before anything is checked out: where no file can be, nothing shall be lent.
  if (plan.files.length > 0) folder.made = await context.privateFolder();
  let rehearsed = false;
  const hidden: string[] = [];
  const fetched = async (reference: Reference): Promise<Lent> => {
    let loan = loans.get(reference.key);
    if (!loan) {
      loan =
        reference.kind === 'vault'
          ? await lendVault(context, reference.id)
          : await lendSafe(context, reference, plan.want);
      if (!loan) {
        rehearsed = true;
        return { text: '', hidden: false };
      }
      loans.set(reference.key, loan);
    }
    const lent = await loan.field(reference.field);
    if (lent.text === '') rehearsed = true;
    if (lent.hidden) hidden.push(lent.text);
    return lent;
  };
  const env: Record<string, string | undefined> = { ...context.io.env };
  for (const name of ownSecrets) {
    if (!plan.ownSecrets) delete env[name];
    else if (env[name]) hidden.push(env[name]);
  }
  for (const [name, reference] of plan.env) {
    const { text } = await fetched(reference);
    if (text.includes('\0')) throw usage(`setting ${name}: the secret holds a NUL, which no variable can`);
    env[name] = text;
  }
  for (const [name, reference] of plan.files) {
    const { text } = await fetched(reference);
    if (!rehearsed && folder.made) env[name] = await folder.made.put(name, text);
  }
  const stdin = plan.stdin && (await fetched(plan.stdin)).text;
  return rehearsed ? undefined : { env, hidden, ...(stdin === undefined ? {} : { stdin }) };
}

async function start(context: Context, plan: Plan, outfit: Outfit, mask: boolean): Promise<number> {
  const [command = '', ...args] = plan.command;
  const end = await context.child({
    command,
    args,
    env: outfit.env,
    ...(outfit.stdin === undefined ? {} : { stdin: outfit.stdin }),
    ...(mask ? { mask: outfit.hidden } : {}),
  });
  if (end.fault !== undefined) await context.note(`btapi: running ${command}: ${end.fault}`);
  return end.code;
}

/** Gives everything back, also when some of it fails. @returns how much could not be given back */
async function takeBack(
  context: Context,
  loans: ReadonlyMap<string, Loan>,
  folder: { made?: PrivateFolder },
): Promise<number> {
  let left = 0;
  await folder.made?.remove().catch(async (error: unknown) => {
    left += 1;
    await context.note(`btapi: THE SECRET FILES COULD NOT BE REMOVED: ${reason(error)}`);
  });
  for (const loan of loans.values()) {
    try {
      await loan.giveBack();
    } catch (error) {
      left += 1;
      const hint = error instanceof Failure && error.hint ? ` (${error.hint})` : '';
      await context.note(`btapi: NOT CHECKED IN: ${loan.name}: ${reason(error)}${hint}`);
    }
  }
  return left;
}
