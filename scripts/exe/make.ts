// node scripts/exe/make.ts TARGET: one executable and its zip, from a base binary and the blob.
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inject } from 'postject';
import { baseBinary } from './base.ts';
import { checkSignature, injectionDamage } from './macho-check.ts';
import { signAdHoc } from './macho-sign.ts';
import { withoutSignature } from './pe.ts';
import { executablePath, output, zipPath } from './places.ts';
import { programName, targetNamed } from './targets.ts';
import { zipOf } from './zip.ts';

// Node looks for this mark in itself; the byte behind it says whether there is a blob (Node, src/node_sea.cc).
const sentinelFuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

const target = targetNamed(process.argv[2] ?? '');
const base = baseBinary(target);
const file = executablePath(target);
const blob = readFileSync(join(output(), 'parts/btapi.blob'));

mkdirSync(dirname(file), { recursive: true });
if (target.platform === 'win32') writeFileSync(file, withoutSignature(readFileSync(base)));
else copyFileSync(base, file);
chmodSync(file, 0o755);
const mac = target.platform === 'darwin';
await inject(file, 'NODE_SEA_BLOB', blob, {
  sentinelFuse,
  ...(mac ? { machoSegmentName: 'NODE_SEA' } : {}),
});
let made: Buffer = readFileSync(file);
if (mac) {
  const damage = injectionDamage(readFileSync(base), made);
  if (damage.length > 0) throw new Error(`${target.name}: ${damage.join('; ')}`);
  made = signAdHoc(made, 'btapi');
  const state = checkSignature(made);
  if (!state?.covers || state.badPages > 0) throw new Error(`${target.name}: the signature does not hold`);
  writeFileSync(file, made);
}
writeFileSync(zipPath(target), await zipOf(programName(target), made));
