import { isAbsolute, join, relative, resolve } from 'node:path';
import { usage } from '../errors.ts';

/**
 * A path as someone wrote it, made absolute; `~` and `~/` are the home folder (no shell expands them in `--opt=~/x`).
 * @throws Failure (exit 2) for `~user`
 */
export function expandPath(path: string, place: { cwd: string; home: string }): string {
  if (path === '~') return place.home;
  if (/^~[/\\]/.test(path)) return join(place.home, path.slice(2));
  if (path.startsWith('~')) {
    throw usage(
      `reading the path ${path}: only ~ and ~/ are known, not another user's home`,
      `a file of this name is ./${path}`,
    );
  }
  return resolve(place.cwd, path);
}

/** An absolute path for people: with `~` where it is inside the home folder. */
export function shortPath(path: string, home: string): string {
  const inside = relative(home, path);
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? path : join('~', inside);
}
