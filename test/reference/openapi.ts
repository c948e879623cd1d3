import { parse } from 'yaml';
import { referencePath, referenceText } from '../support/reference.ts';

/** As much of an OpenAPI document as the comparison reads. */
export interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  default?: unknown;
  nullable?: boolean;
  readOnly?: boolean;
  writeOnly?: boolean;
  /** Some properties say `required: true` of themselves, which is no OpenAPI but meant. */
  required?: string[] | boolean;
  properties?: Record<string, Schema>;
  items?: Schema;
  oneOf?: Schema[];
  allOf?: Schema[];
  'x-product'?: string[];
  'x-since'?: string;
  'x-since-spec'?: string;
  'x-secret'?: boolean;
}

export interface Parameter {
  $ref?: string;
  name: string;
  in: string;
  schema: Schema;
}

interface Content {
  $ref?: string;
  content?: Record<string, { schema?: Schema }>;
}

export interface Deed {
  parameters?: Parameter[];
  requestBody?: Content & { required?: boolean };
  responses: Record<string, Content>;
  'x-product'?: string[];
  'x-since'?: string;
  'x-since-spec'?: string;
}

export interface Document {
  paths: Record<string, Record<string, Deed | Parameter[]>>;
  components: { schemas: Record<string, Schema> };
}

/** A document of the reference, JSON or YAML; undefined, with a note, when it is not at hand. */
export const readDocument = (name: string): Document | undefined => {
  const file = referencePath(name);
  return file === undefined ? undefined : (parse(referenceText(file)) as Document);
};

/** Follows references. */
export const follow = <T extends { $ref?: string }>(document: Document, thing: T): T => {
  let here: unknown = thing;
  for (;;) {
    const ref = (here as { $ref?: string }).$ref;
    if (ref === undefined) return here as T;
    const { $ref: _, ...beside } = here as Record<string, unknown>;
    let there: unknown = document;
    for (const step of ref.slice(2).split('/')) there = (there as Record<string, unknown>)[step];
    here = { ...(there as object), ...beside };
  }
};

/** The content of the success answer: its media type and schema, or nothing when it has no body. */
export const successOf = (document: Document, deed: Deed): { type: string; schema: Schema } | undefined => {
  for (const [status, given] of Object.entries(deed.responses)) {
    if (!status.startsWith('2')) continue;
    const [first] = Object.entries(follow(document, given).content ?? {});
    return first === undefined ? undefined : { type: first[0], schema: first[1].schema ?? {} };
  }
  return undefined;
};

/** The schema of the request body, or nothing. */
export const bodyOf = (document: Document, deed: Deed): Schema | undefined => {
  if (deed.requestBody === undefined) return undefined;
  const [content] = Object.values(follow(document, deed.requestBody).content ?? {});
  return content?.schema;
};
