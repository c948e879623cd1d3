import { type Failure, usage } from '../errors.ts';
import type { Value, ValueObject } from '../value.ts';

// Deeper than any API's bodies; keeps hostile input from using up the stack.
const deepest = 1000;
const number = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const blanks = /[ \t\n\r]*/y;
const hex4 = /^[0-9a-fA-F]{4}$/;

/** A reader of its own: JSON.parse tells neither where it stopped nor of a key that comes twice, and rounds long numbers. */
class Reader {
  readonly #text: string;
  readonly #name: string;
  #at = 0;
  #depth = 0;

  constructor(text: string, name: string) {
    this.#text = text;
    this.#name = name;
  }

  document(): Value {
    this.#blanks();
    if (this.#at >= this.#text.length) throw usage(`reading ${this.#name}: it is empty, JSON was expected`);
    const value = this.#value();
    this.#blanks();
    if (this.#at < this.#text.length) throw this.#fail('more text after the end of the JSON value');
    return value;
  }

  #fail(why: string, at = this.#at): Failure {
    const before = this.#text.slice(0, at);
    const line = before.split('\n').length;
    const column = at - before.lastIndexOf('\n');
    const place = at >= this.#text.length ? 'the text ends too early' : why;
    const hint = /^\s*[\w.-]+=/.test(this.#text) ? 'this looks like key=value: say -k' : undefined;
    return usage(`reading ${this.#name}: no JSON at line ${line}, column ${column}: ${place}`, hint);
  }

  #blanks(): void {
    const code = this.#text.charCodeAt(this.#at);
    if (code > 0x20) return;
    blanks.lastIndex = this.#at;
    blanks.exec(this.#text);
    this.#at = blanks.lastIndex;
  }

  #value(): Value {
    switch (this.#text[this.#at]) {
      case '{':
        return this.#nested(() => this.#object());
      case '[':
        return this.#nested(() => this.#list());
      case '"':
        return this.#string();
      case 't':
        return this.#word('true', true);
      case 'f':
        return this.#word('false', false);
      case 'n':
        return this.#word('null', null);
      default:
        return this.#number();
    }
  }

  #nested<T>(read: () => T): T {
    if (++this.#depth > deepest) throw this.#fail(`nested deeper than ${deepest} levels`);
    this.#at++;
    this.#blanks();
    const value = read();
    this.#depth--;
    return value;
  }

  #object(): ValueObject {
    const object: ValueObject = {};
    for (let first = true; ; first = false) {
      if (first && this.#take('}')) return object;
      const start = this.#at;
      if (this.#text[start] !== '"') throw this.#fail('a name in double quotes was expected');
      const key = this.#string();
      if (Object.hasOwn(object, key)) throw this.#fail('this name is given twice', start);
      this.#blanks();
      if (!this.#take(':')) throw this.#fail('":" was expected');
      this.#blanks();
      const value = this.#value();
      // Assigning "__proto__" would change the object instead of giving it a member.
      if (key === '__proto__') {
        Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
      } else object[key] = value;
      this.#blanks();
      if (this.#take('}')) return object;
      if (!this.#take(',')) throw this.#fail('"," or "}" was expected');
      this.#blanks();
    }
  }

  #list(): Value[] {
    const list: Value[] = [];
    if (this.#take(']')) return list;
    for (;;) {
      list.push(this.#value());
      this.#blanks();
      if (this.#take(']')) return list;
      if (!this.#take(',')) throw this.#fail('"," or "]" was expected');
      this.#blanks();
    }
  }

  #take(sign: string): boolean {
    if (this.#text[this.#at] !== sign) return false;
    this.#at++;
    return true;
  }

  #word<T extends boolean | null>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) throw this.#fail('a value was expected');
    this.#at += word.length;
    return value;
  }

  #number(): number | bigint {
    number.lastIndex = this.#at;
    const found = number.exec(this.#text);
    if (!found) throw this.#fail('a value was expected');
    const value = Number(found[0]);
    if (!Number.isFinite(value)) throw this.#fail('this number is too large');
    this.#at = number.lastIndex;
    const whole = found[1] === undefined && found[2] === undefined;
    return whole && !Number.isSafeInteger(value) ? BigInt(found[0]) : value;
  }

  #string(): string {
    const text = this.#text;
    const start = this.#at;
    let escaped = false;
    for (let at = start + 1; ; at++) {
      const code = text.charCodeAt(at);
      if (code === 0x22) {
        this.#at = at + 1;
        return escaped ? (JSON.parse(text.slice(start, at + 1)) as string) : text.slice(start + 1, at);
      }
      if (code === 0x5c) {
        escaped = true;
        at++;
        if (text[at] === 'u') {
          if (!hex4.test(text.slice(at + 1, at + 5)))
            throw this.#fail('\\u needs four hexadecimal digits', at - 1);
          at += 4;
        } else if (at < text.length && !'"\\/bfnrt'.includes(text[at] ?? ' ')) {
          throw this.#fail('this escape is not known', at - 1);
        }
      } else if (Number.isNaN(code)) throw this.#fail('', text.length);
      else if (code < 0x20) throw this.#fail('a line break or control character inside a string', at);
    }
  }
}

/**
 * Reads one JSON value. Whole numbers that a JavaScript number would round come as bigint.
 * @param name what is read, for messages: "standard input"
 * @throws Failure (exit 2) with line and column, counted from 1; the text itself is not repeated, it may be secret
 */
export const parseJson = (text: string, name: string): Value =>
  new Reader(text.replace(/^\ufeff/, ''), name).document();

/** ES2026; in Node since 21, not in TypeScript's library for our target. */
const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };

/**
 * Values as JSON without a final line feed; bigint digit by digit.
 * @param indent 2 for people, 0 for one line
 */
export function renderJson(value: Value, indent: 0 | 2): string {
  try {
    return JSON.stringify(value, undefined, indent);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // A bigint is what JSON.stringify refuses; a replacer costs time, so only now.
    return JSON.stringify(
      value,
      (_, item: unknown) => (typeof item === 'bigint' ? rawJSON(String(item)) : item),
      indent,
    );
  }
}
