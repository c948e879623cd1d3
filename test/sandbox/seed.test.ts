import { describe, expect, test } from 'vitest';
import { all } from '../../src/api/catalogue/index.ts';
import { complain, exists } from '../../src/sandbox/config/check.ts';
import { params } from '../../src/sandbox/config/match.ts';
import { fresh } from './client.ts';

describe.each(['pra', 'rs'] as const)('the little company on %s', (product) => {
  test('obeys the rows of the catalogue', async () => {
    const { sandbox } = await fresh({ product, seed: true });
    const rows = (await all()).filter(({ row }) => !row.product || row.product === product);
    const wrong: string[] = [];
    for (const path of sandbox.store.paths()) {
      const found = rows.find((one) => params(one.path, path.split('/')) !== undefined);
      if (!found) {
        if (!path.startsWith('_') && !path.startsWith('safe')) wrong.push(`${path}: no row`);
        continue;
      }
      for (const item of sandbox.store.items(path)) {
        for (const [name, value] of Object.entries(item)) {
          const field = found.row.fields[name];
          if (name === 'id' && !field) continue;
          const options = { product, verb: 'add', whole: item } as const;
          if (!field || !exists(field, options)) wrong.push(`${path} ${item['id']}: ${name} is not known`);
          else {
            const complaint = complain(field, value);
            if (complaint) wrong.push(`${path} ${item['id']}: ${name} ${complaint}`);
          }
        }
        for (const [name, field] of Object.entries(found.row.fields)) {
          const needed =
            field.required && !field.writeOnly && exists(field, { product, verb: 'add', whole: item });
          if (needed && item[name] === undefined) wrong.push(`${path} ${item['id']}: ${name} is missing`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test('every list answers, and every item of it by its id', async () => {
    const client = await fresh({ product, seed: true });
    const rows = (await all()).filter(({ row }) => !row.product || row.product === product);
    const broken: string[] = [];
    for (const { path, row } of rows) {
      if (!row.verbs.list || path.includes('{')) continue;
      const list = await client.get(path);
      if (list.status !== 200 || !Array.isArray(list.json)) broken.push(`${path}: ${list.status}`);
      else {
        for (const item of row.verbs.get && row.item ? (list.json as { id: number }[]) : []) {
          const one = await client.get(`${path}/${item.id}`);
          if (one.status !== 200) broken.push(`${path}/${item.id}: ${one.status}`);
        }
      }
    }
    expect(broken).toEqual([]);
  });
});
