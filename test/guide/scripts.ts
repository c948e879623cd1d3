import { referencePath, referenceText } from '../support/reference.ts';

export interface GuideScripts {
  /** Registers an instance from its user data. */
  register: string;
  /** Deletes the Jump Items of terminated instances. */
  cleanUp: string;
  /** Sets an instance up as the Jumpoint of a VPC. */
  setUp: string;
}

/**
 * The three bash scripts of the vendor's guide, read from the reference at run time, or nothing when it is not here.
 * The text comes from pages: a code block that a page end cut is joined again, as is a line that was too long for one.
 */
export function guideScripts(): GuideScripts | undefined {
  const file = referencePath('guides/pra-api-guide-23.1.txt');
  if (file === undefined) return undefined;
  const scripts = blocks(referenceText(file))
    .filter((block) => block.startsWith('#!/bin/bash\n'))
    .map(joinWrapped);
  const [register, cleanUp, setUp] = scripts;
  if (register === undefined || cleanUp === undefined || setUp === undefined || scripts.length !== 3) {
    throw new Error(`the guide has ${scripts.length} bash scripts, not three`);
  }
  return { register, cleanUp, setUp };
}

/** What stands between code fences; blocks with nothing but blank lines between them are one. */
function blocks(text: string): string[] {
  const found: string[] = [];
  let open: string[] | undefined;
  let adjacent = false;
  for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
    if (line.startsWith('```')) {
      if (open) {
        found.push(`${open.join('\n')}\n`);
        open = undefined;
        adjacent = true;
      } else open = adjacent ? [`${found.pop()?.replace(/\n$/, '')}`] : [];
    } else if (open) open.push(line);
    else if (line.trim() !== '') adjacent = false;
  }
  return found;
}

/** A word that was cut behind its hyphen goes on at the beginning of the next line. */
const joinWrapped = (script: string): string => script.replace(/(\w-)\n(?=\w)/g, '$1');

/** Fills in what the guide marks with XXX, by the name it is given to. */
export function fillIn(script: string, values: Readonly<Record<string, string>>): string {
  let filled = script;
  for (const [name, value] of Object.entries(values)) {
    const pattern = new RegExp(`^((?:export )?${name}=)XXX$`, 'm');
    if (!pattern.test(filled)) throw new Error(`the script has no ${name}=XXX`);
    filled = filled.replace(pattern, (_all, before: string) => `${before}'${value}'`);
  }
  return filled;
}
