import type { Resource } from '../../api/catalogue/row.ts';
import { safe } from '../../api/catalogue/safe/index.ts';
import { isObject, type ValueObject } from '../../value.ts';
import { empty, json } from '../exchange.ts';
import { listed, refuse } from './reply.ts';
import { type At, bodyObject, type Route, table } from './state.ts';

// What no hand-written route answers: kept in memory under the names and ids of the catalogue, no rules at all.

/** The member that holds the id: the first that ends in ID and is a number or text. */
const idName = (row: Resource): string =>
  Object.keys(row.fields).find((name) => /id$/i.test(name) && name !== 'OrganizationID') ?? 'ID';

const placeOf = (at: At, path: string): string => {
  let index = 0;
  return path.replace(/\{\w+\}/g, () => at.params[index++] ?? '');
};

const byId = (at: At, row: Resource, path: string): ValueObject => {
  const wanted = (at.params.at(-1) ?? '').toLowerCase();
  const found = table(at.state, placeOf(at, path)).find(
    (one) => String(one[idName(row)]).toLowerCase() === wanted,
  );
  if (!found) throw refuse(404, `${row.title} not found`);
  return found;
};

function routesOf(path: string, row: Resource): Route[] {
  const routes: Route[] = [];
  const { verbs } = row;
  const item = `${path}/{${row.item ?? 'id'}}`;
  if (verbs.list) routes.push(['GET', path, (at) => listed(table(at.state, placeOf(at, path)), at.query)]);
  if (verbs.add) {
    routes.push([
      'POST',
      path,
      (at) => {
        const made: ValueObject = {
          [idName(row)]: at.state.next(path),
          ...(isObject(at.body) ? at.body : {}),
        };
        table(at.state, placeOf(at, path)).push(made);
        return json(201, made);
      },
    ]);
  }
  if (row.item === undefined) {
    if (verbs.get) {
      routes.push(['GET', path, (at) => json(200, table(at.state, placeOf(at, path))[0] ?? {})]);
    }
    if (verbs.update) routes.push(['PUT', path, () => empty(204)]);
    if (verbs.delete) {
      routes.push([
        'DELETE',
        path,
        (at) => {
          table(at.state, placeOf(at, path)).length = 0;
          return empty(200);
        },
      ]);
    }
    return routes;
  }
  if (verbs.get) routes.push(['GET', item, (at) => json(200, byId(at, row, path))]);
  if (verbs.update) {
    routes.push(['PUT', item, (at) => json(200, Object.assign(byId(at, row, path), bodyObject(at)))]);
  }
  if (verbs.delete) {
    routes.push([
      'DELETE',
      item,
      (at) => {
        const rows = table(at.state, placeOf(at, path));
        rows.splice(rows.indexOf(byId(at, row, path)), 1);
        return empty(200);
      },
    ]);
  }
  return routes;
}

/** Routes for everything in the catalogue; they come last. */
export const shelfRoutes: readonly Route[] = Object.entries(safe).flatMap(([path, row]) => {
  const action = row.verbs.do;
  const routes = routesOf(path, row);
  if (action) {
    routes.push([
      action.method ?? 'POST',
      path,
      () => (action.answer === 'none' ? empty(204) : json(200, action.answer === 'list' ? [] : {})),
    ]);
  }
  return routes;
});
