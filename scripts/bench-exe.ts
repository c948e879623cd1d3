// npm run bench:exe [-- --pairs 30] [-- --program FILE]: start-up of the executable of this machine as ratios, side by
// side with node, curl, python and aws in the same run. With --strict a figure over its budget ends it with 1.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { executable } from './bench/executable.ts';
import { show } from './bench/measure.ts';
import { executablePath } from './exe/places.ts';
import { targets } from './exe/targets.ts';

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '30' },
    program: { type: 'string' },
    strict: { type: 'boolean' },
  },
});
const own = targets.find(({ platform, arch }) => platform === process.platform && arch === process.arch);
const program = values.program ?? (own ? executablePath(own) : '');
if (!existsSync(program)) throw new Error('there is no executable for this machine: npm run build:exe');

// This setting makes every Node start slower, and says nothing about any of the programs.
delete process.env['NODE_EXTRA_CA_CERTS'];

const rows = await executable(program, Number(values.pairs));
for (const row of rows) console.log(show(row));
if (values.strict && rows.some(({ value, budget }) => value > budget)) process.exitCode = 1;
