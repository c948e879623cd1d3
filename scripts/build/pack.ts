import { basename } from 'node:path';
import { type Metafile, type OutputFile, transform } from 'esbuild';

/** Parts of the program that one file holds, by the sources they come from, with all that those import. */
export interface Group {
  name: string;
  /** Needed together: compiled as soon as the file is read. */
  together: readonly RegExp[];
  /** Kept as text, and compiled one by one when they are needed. */
  apart?: readonly RegExp[];
}

const entrySource = /^bin\/btapi\.ts$/;
const wrap = (code: string) => `function(exports,require,module){${code}\n}`;

/**
 * Packs a split build into a few CommonJS files: `main` starts, and every other file is read when one of its parts is
 * first needed. Reading code costs its parsing at every start, so what a command does not need must not be read.
 * @returns file contents by name; parts that no group claims are in `rest`
 */
export async function pack(
  files: readonly OutputFile[],
  metafile: Metafile,
  groups: readonly Group[],
): Promise<Map<string, string>> {
  const code = new Map<string, string>();
  for (const file of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    code.set(basename(file.path), (await commonJs(file.text)) + named(metafile, basename(file.path)));
  }
  const take = (roots: readonly RegExp[]): (readonly [string, string])[] =>
    closure(metafile, roots).flatMap((name) => {
      const text = code.get(name);
      code.delete(name);
      return text === undefined ? [] : [[`./${name}`, text] as const];
    });

  const [entry] = [code.get('btapi.js') ?? ''];
  code.delete('btapi.js');
  const started = take([entrySource]);
  const places: Record<string, string> = {};
  const result = new Map<string, string>();
  const write = (group: string, rows: readonly (readonly [string, string])[]) => {
    for (const [name] of rows) places[name] = group;
    result.set(
      group,
      `module.exports={${rows.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',\n')}};\n`,
    );
  };
  const text = ([name, body]: readonly [string, string]) => [name, JSON.stringify(body)] as const;
  for (const { name, together, apart = [] } of groups) {
    // In parentheses a function is compiled at once: all of these are about to be called.
    const functions = take(together).map(([part, body]) => [part, `(${wrap(body)})`] as const);
    write(name, [...functions, ...take(apart).map(text)]);
  }
  write(
    'rest',
    [...code].map(([name, body]) => [`./${name}`, JSON.stringify(body)] as const),
  );
  result.set('main', loader(started, places, entry, warmGroups(groups)));
  return result;
}

/**
 * A package in CommonJS that is loaded late has nothing but a default export in a split build; its members are what
 * `const { parse } = await import('dotenv')` asks for.
 */
function named(metafile: Metafile, part: string): string {
  const [, output] = Object.entries(metafile.outputs).find(([path]) => basename(path) === part) ?? [];
  const late = output?.entryPoint?.includes('node_modules') && output.exports.join() === 'default';
  return late
    ? ';{const whole=module.exports.default;module.exports={...whole,default:whole,__esModule:true}}'
    : '';
}

async function commonJs(text: string): Promise<string> {
  const { code } = await transform(text, {
    format: 'cjs',
    platform: 'node',
    target: 'node22',
    minify: true,
    supported: { 'dynamic-import': false },
  });
  return code.trimEnd();
}

/** The parts that hold the roots, with everything they import at once (not what they load later). */
function closure(metafile: Metafile, roots: readonly RegExp[]): string[] {
  const wanted = Object.keys(metafile.outputs).filter((output) => {
    const from = metafile.outputs[output]?.entryPoint;
    return from !== undefined && roots.some((root) => root.test(from));
  });
  const found = new Set<string>();
  for (const output of wanted) {
    if (found.has(output)) continue;
    found.add(output);
    for (const { path, kind } of metafile.outputs[output]?.imports ?? []) {
      if (kind === 'import-statement' && path in metafile.outputs) wanted.push(path);
    }
  }
  return [...found].map((output) => basename(output)).sort();
}

/** The groups whose code is worth keeping compiled: those that are not mere text. */
export const warmGroups = (groups: readonly Group[]): string[] =>
  groups.filter(({ together }) => together.length > 0).map(({ name }) => name);

/** The file that starts: it finds a part in the files beside it or, in a single executable, among its assets. */
function loader(
  started: readonly (readonly [string, string])[],
  places: Record<string, string>,
  entry: string,
  warm: readonly string[],
): string {
  return `"use strict";
const own={${started.map(([name, text]) => `${JSON.stringify(name)}:${wrap(text)}`).join(',\n')}};
const places=${JSON.stringify(places)};
const warm=${JSON.stringify(warm)};
const files={},loaded={};
function compile(text,names,filename){
  return require("node:vm").compileFunction(text,names,{filename});
}
// Read directly: require would look for the file, its package and its real place first. NAME.cache beside it is what V8
// made of it when this was built; V8 looks whether it still fits and otherwise does its work anew.
function open(name){
  const file=name+".cjs",sea=require("node:sea"),{Script}=require("node:vm"),module={exports:{}};
  const fs=require("node:fs"),place=__dirname+"/"+name;
  const read=sea.isSea()?suffix=>Buffer.from(sea.getRawAsset(name+suffix)):suffix=>fs.readFileSync(place+suffix);
  let cachedData;
  if(warm.includes(name))try{cachedData=read(".cache")}catch{}
  const script=new Script("(function(module){"+read(".cjs").toString()+"\\n})",{filename:"btapi/"+file,cachedData});
  globalThis[Symbol.for("btapi.scripts")]?.set(name,script);
  script.runInThisContext()(module);
  return module.exports;
}
function part(name){
  if(own[name])return own[name];
  const file=places[name];
  const found=(files[file]??=open(file))[name];
  return typeof found==="string"?compile(found,["exports","require","module"],"btapi/"+name.slice(2)):found;
}
function load(name){
  if(!own[name]&&!Object.hasOwn(places,name))return require(name);
  if(!loaded[name]){
    const module=loaded[name]={exports:{}};
    part(name)(module.exports,load,module);
  }
  return loaded[name].exports;
}
(${wrap(entry)})({},load,{exports:{}});
`;
}
