import type { Field, Fields, Resource, Verb } from '../api/catalogue/row.ts';
import type { Value } from '../value.ts';

/** One line ready to paste: the richest verb with what it requires, or with one field when it requires none. */
export function example(path: string, row: Resource): string {
  const filled = path.replace(/\{[^}]+\}/g, '1');
  for (const verb of ['add', 'do', 'update'] as const) {
    const operation = row.verbs[verb];
    if (!operation) continue;
    const bodiless = verb === 'do' && (!operation.body || operation.body === 'none');
    const fields = operation.fields ?? (bodiless ? {} : row.fields);
    const pairs = chosen(fields, verb, row.product ?? 'pra').map(([name, field]) =>
      // The names are the site's own: custom attributes.
      pair(name === '*' ? 'custom' : name, field),
    );
    return ['btapi', verb, filled, ...(verb === 'update' && row.item ? ['1'] : []), ...pairs].join(' ');
  }
  if (row.verbs.list) return `btapi list ${filled}`;
  if (row.verbs.download) return `btapi download ${filled}`;
  return `btapi ${Object.keys(row.verbs)[0] ?? 'get'} ${filled}${row.item ? ' 1' : ''}`;
}

/** What an example gives: the required fields of that product and of the kind it chose, else the first there is. */
function chosen(fields: Fields, verb: Verb, product: string): [string, Field][] {
  const picked = new Map<string, Field>();
  const usable = Object.entries(fields).filter(
    ([, field]) =>
      !field.readOnly &&
      field.until === undefined &&
      (field.product ?? product) === product &&
      (field.verbs?.includes(verb) ?? true),
  );
  for (const [name, field] of usable) {
    if (field.required && applies(field, picked)) picked.set(name, field);
  }
  const all = [...picked];
  if (verb !== 'update' && all.length > 0) return all;
  return [...all, ...usable.filter(([, field]) => field.when === undefined), ...usable].slice(0, 1);
}

/** Whether the condition of a field ("type=ssh,ssh_ca") holds for what was picked before it. */
function applies(field: Field, picked: ReadonlyMap<string, Field>): boolean {
  const [, name = '', values = ''] = /^(\w+)=(.+)$/.exec(field.when ?? '') ?? [];
  const other = picked.get(name);
  return other === undefined
    ? field.when === undefined
    : values.split(',').includes(String(sample(name, other)));
}

function pair(name: string, field: Field): string {
  if (field.kind === 'secret') return `${name}=@FILE`;
  const value = sample(name, field);
  return typeof value === 'object' ? `${name}:='${JSON.stringify(value)}'` : `${name}=${value}`;
}

function sample(name: string, field: Field): Value {
  const { kind, fields = {}, of } = field;
  if (typeof kind !== 'string') return kind[0] ?? '';
  switch (kind) {
    case 'integer':
    case 'number':
      return field.min ?? 1;
    case 'flag':
      return true;
    case 'time':
      return '2030-01-01T00:00:00Z';
    case 'list':
      return of ? [sample(name, of)] : [];
    case 'object': {
      const members = Object.entries(fields).filter(([, member]) => !member.readOnly);
      const needed = members.filter(([, member]) => member.required);
      return Object.fromEntries(
        (needed.length > 0 ? needed : members.slice(0, 1)).map(([key, member]) => [key, sample(key, member)]),
      );
    }
    default:
      if (name.includes('hostname')) return 'host.example';
      return name === 'cidr' ? '198.51.100.0/24' : 'example';
  }
}
