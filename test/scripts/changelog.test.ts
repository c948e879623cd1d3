import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from '../../scripts/exe/places.ts';
import { entriesOf, nextVersion, released } from '../../scripts/release/changelog.ts';

const changelog = `# Changelog

## Unreleased

### Added
- A thing.

## 0.1.0 - 2026-01-02

### Added
- The first.
`;

test('entries are found by version', () => {
  expect(entriesOf(changelog)).toBe('### Added\n- A thing.');
  expect(entriesOf(changelog, '0.1.0')).toBe('### Added\n- The first.');
  expect(entriesOf(changelog, '0.1')).toBeUndefined();
});

test('what is unreleased gets a version and a day', () => {
  const dated = released(changelog, '0.2.0', '2026-11-22');
  expect(dated).toContain('## Unreleased\n\n## 0.2.0 - 2026-11-22\n\n### Added\n- A thing.');
  expect(entriesOf(dated)).toBe('');
  expect(() => released(dated, '0.3.0', '2026-11-23')).toThrow('nothing under');
  expect(() => released(changelog, '0.1.0', '2026-11-22')).toThrow('has 0.1.0 already');
});

test.each([
  ['patch', '1.2.4'],
  ['minor', '1.3.0'],
  ['major', '2.0.0'],
  ['4.5.6', '4.5.6'],
])('%s after 1.2.3 is %s', (wanted, version) => {
  expect(nextVersion('1.2.3', wanted)).toBe(version);
});

test('another word is no version', () => {
  expect(() => nextVersion('1.2.3', 'latest')).toThrow('"latest"');
});

test('the workflow runs scripts that are there', () => {
  const { jobs } = parse(readFileSync(join(root, '.github/workflows/release.yml'), 'utf8'));
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const runs: string[] = jobs.build.steps.flatMap((step: { run?: string }) => step.run ?? []);
  for (const [, name = ''] of runs.join('\n').matchAll(/npm run ([\w:]+)/g))
    expect(scripts).toHaveProperty([name]);
  for (const [file] of runs.join('\n').matchAll(/scripts\/[\w/-]+\.\w+/g)) {
    expect(readFileSync(join(root, file), 'utf8').length).toBeGreaterThan(0);
  }
});
