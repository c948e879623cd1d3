import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import type { Bundled } from './bundled.ts';
import { manifest, root } from './places.ts';
import { nodeVersion, targets } from './targets.ts';

interface Component {
  'bom-ref': string;
  name: string;
  version: string;
  [key: string]: unknown;
}

interface Bom {
  metadata: { timestamp?: string; component: Component; [key: string]: unknown };
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
  serialNumber?: string;
  [key: string]: unknown;
}

/**
 * A CycloneDX bill of materials: what `npm sbom` says of the packages in the bundle, and Node. npm puts in the time
 * and a random number; here the number comes from the content, so that two builds say the same.
 */
export function billOfMaterials(packages: readonly Bundled[]): string {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const words = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
  const told = execFileSync(npm, words, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const bom = JSON.parse(told) as Bom;
  const { name, version } = manifest();
  const inside = new Set(packages.map((one) => `${one.name}@${one.version}`));
  const components = bom.components
    .filter((one) => inside.has(`${one.name}@${one.version}`))
    .map(({ scope: _, properties: __, ...one }) => ({ ...one, scope: 'required' }) as Component);
  if (components.length !== inside.size) throw new Error('npm sbom does not know every bundled package');
  components.push(nodeComponent());
  const refs = components.map((one) => one['bom-ref']);
  delete bom.metadata.timestamp;
  delete bom.serialNumber;
  bom.metadata.component = { ...bom.metadata.component, name, type: 'application' };
  bom.components = components;
  bom.dependencies = [
    { ref: `${name}@${version}`, dependsOn: refs },
    ...bom.dependencies
      .filter(({ ref }) => refs.includes(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => refs.includes(one)) })),
  ];
  const digest = createHash('sha256').update(JSON.stringify(bom)).digest('hex');
  // A UUID of version 8: of one's own making (RFC 9562, 5.8).
  const uuid = `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-a${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
  return `${JSON.stringify({ ...bom, serialNumber: `urn:uuid:${uuid}` }, null, 2)}\n`;
}

function nodeComponent(): Component {
  return {
    'bom-ref': `node@${nodeVersion}`,
    type: 'platform',
    name: 'node',
    version: nodeVersion,
    scope: 'required',
    description: `Node.js, from ${targets.map(({ base }) => base.package).join(', ')}`,
    purl: `pkg:generic/node@${nodeVersion}`,
    licenses: [{ license: { id: 'MIT' } }],
  };
}
