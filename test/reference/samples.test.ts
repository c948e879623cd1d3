import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reports } from '../../src/api/catalogue/report.ts';
import { referencePath, referenceText, referenceYaml } from '../support/reference.ts';
import { count, readStreamed, readWhole, treeOf } from '../support/xml.ts';

interface Sample {
  of: string;
  root: string;
  counts?: Record<string, number>;
  message?: string;
}

const index = referencePath('xml-api/samples/index.yaml');
const folder = index === undefined ? '' : dirname(index);
const samples =
  index === undefined ? {} : (referenceYaml(index) as { samples: Record<string, Sample> }).samples;

describe.skipIf(index === undefined)('the samples', () => {
  test.each(Object.entries(samples))('%s', async (file, sample) => {
    const source = referenceText(join(folder, file));
    const tree = treeOf(sample.of);
    const document = await readWhole(source, tree);
    expect(document.root).toBe(sample.root);
    for (const [path, wanted] of Object.entries(sample.counts ?? {})) {
      expect(`${path} ${count(document.value, path)}`).toBe(`${path} ${wanted}`);
    }
    if (sample.message !== undefined) expect(document.value).toBe(sample.message);

    const path = reports[sample.of]?.record?.path ?? ['-'];
    expect(await readStreamed(source, tree, path)).toEqual(document);
    for (const length of [1, 2, 3, 7, 64, 1000])
      expect(await readStreamed(source, tree, path, length)).toEqual(document);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1 }), async (lengths) => {
        expect(await readStreamed(source, tree, path, ...lengths)).toEqual(document);
      }),
      { numRuns: 10 },
    );
  });

  test('every list of a row is a list in every sample', async () => {
    for (const [file, sample] of Object.entries(samples)) {
      if (sample.root === 'error' || sample.root === 'success') continue;
      const { value } = await readWhole(referenceText(join(folder, file)), treeOf(sample.of));
      const lists = JSON.stringify(value).match(/"[a-z_]+":\[/g) ?? [];
      expect(`${file} ${lists.length > 0 || !JSON.stringify(treeOf(sample.of)).includes('[]')}`).toBe(
        `${file} true`,
      );
    }
  });
});
