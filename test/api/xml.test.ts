import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Tree } from '../../src/api/catalogue/xml-row.ts';
import { readRecords } from '../../src/api/xml-records.ts';
import { shapeOf } from '../../src/api/xml-shape.ts';
import type { Value } from '../../src/value.ts';
import { readStreamed, readWhole, treeOf } from '../support/xml.ts';

/** Reads a document in both ways, which must agree. */
async function read(source: string, tree: Tree = {}): Promise<Value> {
  const whole = await readWhole(source, tree);
  expect(await readStreamed(source, tree, ['-'])).toEqual(whole);
  expect(await readStreamed(source, tree, ['-'], 1)).toEqual(whole);
  return whole.value;
}

async function refuses(source: string, message: RegExp, streamed = message): Promise<void> {
  await expect(readWhole(source, {})).rejects.toThrow(message);
  await expect(readStreamed(source, {}, ['-'])).rejects.toThrow(streamed);
  await expect(readStreamed(source, {}, ['-'], 1)).rejects.toThrow(streamed);
}

describe('lists', () => {
  const tree: Tree = { 'a[]': { '@id': 'id', list: { 'b[]': 'text' } }, deep: { down: { 'c[]': 'text' } } };

  test('one item is a list', async () => {
    expect(
      await read('<r><a id="1"><list><b>x</b></list></a><deep><down><c>y</c></down></deep></r>', tree),
    ).toEqual({
      a: [{ id: '1', list: { b: ['x'] } }],
      deep: { down: { c: ['y'] } },
    });
  });

  test('none is an empty list at its own path', async () => {
    expect(await read('<r/>', tree)).toEqual({ a: [], deep: { down: { c: [] } } });
    expect(await read('<r><a/><deep></deep></r>', tree)).toEqual({
      a: [{ list: { b: [] } }],
      deep: { down: { c: [] } },
    });
    expect(await read('<r><a><list> \n </list></a><deep><down/></deep></r>', tree)).toEqual({
      a: [{ list: { b: [] } }],
      deep: { down: { c: [] } },
    });
  });

  test('what the rows do not know becomes a list when it is repeated', async () => {
    expect(await read('<r><new>1</new><new>2</new><new>3</new><other>4</other></r>')).toEqual({
      new: ['1', '2', '3'],
      other: '4',
    });
  });

  test('a list may hold nothing but texts, empty ones too', async () => {
    expect(await read('<r><deep><down><c/><c></c><c> </c></down></deep></r>', tree)).toMatchObject({
      deep: { down: { c: ['', '', ' '] } },
    });
  });
});

describe('texts', () => {
  test.each([
    '0012',
    '1e5',
    '0x1F',
    '24.10',
    '+33123456789',
    'true',
    '00000000000000000000000000000042',
    '12345678e9012345678e901234567890',
  ])('%s stays as it is', async (text) => {
    expect(await read(`<r><t>${text}</t><u at="${text}"/></r>`)).toEqual({ t: text, u: { at: text } });
  });

  test('numbers and flags only by the rows, and only without loss', async () => {
    const tree: Tree = {
      'n[]': 'int',
      'f[]': 'flag',
      'd[]': 'decimal',
      'u[]': { '@ts': 'unix', text: 'time' },
    };
    expect(
      await read(
        '<r><n>42</n><n>-7</n><n>007</n><n>9007199254740993</n><n>x</n><n/><n> 5 </n><f>0</f><f>1</f><f>2</f><d>1.50</d><d>1e3</d><u ts="1763625731">2025-11-20T08:02:11+00:00</u><u/></r>',
        tree,
      ),
    ).toEqual({
      n: [42, -7, '007', '9007199254740993', 'x', '', 5],
      f: [false, true, '2'],
      d: [1.5, '1e3'],
      u: [{ ts: 1763625731, text: '2025-11-20T08:02:11+00:00' }, { text: '' }],
    });
  });

  test('references, also in attributes, and CDATA are characters', async () => {
    expect(
      await read(
        '<r a="&lt;&amp;&quot;&apos;&#xE9;&#10;"><t>&#233;&#x1F600;&amp;amp;</t><c>a<![CDATA[<b>&amp;</b>]]>c</c><link>&lt;a href="x?a=1&amp;amp;b"&gt;</link></r>',
      ),
    ).toEqual({ a: '<&"\'é\n', t: 'é😀&amp;', c: 'a<b>&amp;</b>c', link: '<a href="x?a=1&amp;b">' });
  });

  test('white space of a leaf is kept, that between elements is not', async () => {
    expect(
      await read('<r>\n  <t>  two\n\n lines \t</t>\n  <blank>   </blank>\n  <p a="1">\n  <q/>  </p>\n</r>', {
        p: { '@a': 'text', q: 'text' },
      }),
    ).toEqual({ t: '  two\n\n lines \t', blank: '   ', p: { a: '1', q: '' } });
  });

  test('an event that holds only blanks holds no text', async () => {
    expect(
      await read(
        '<session_list><session lsid="0"><session_details><event timestamp="1" event_type="Session Start" >\n\n</event></session_details></session></session_list>',
        treeOf('AccessSession'),
      ),
    ).toMatchObject({
      session: [
        {
          session_details: {
            event: [{ timestamp: 1, event_type: 'Session Start', data: { value: [] }, files: { file: [] } }],
          },
        },
      ],
    });
  });

  test('line ends are line feeds, a pair split between pieces too', async () => {
    expect(await read('<r><t>a\r\nb\rc</t></r>')).toEqual({ t: 'a\nb\nc' });
  });

  test('text beside elements is kept when it is more than blanks', async () => {
    expect(await read('<r>one<b>2</b> three</r>')).toEqual({ b: '2', text: 'one three' });
  });

  test('a body that is no legal text comes as the base64 it was sent in', async () => {
    const source =
      '<session_list><session><session_details><event><encoded_body>AAEC\nAw==</encoded_body></event></session_details></session></session_list>';
    expect(await read(source, treeOf('AccessSession'))).toMatchObject({
      session: [{ session_details: { event: [{ encoded_body: 'AAEC\nAw==' }] } }],
    });
  });

  test('data is text in one report and pairs in another', async () => {
    expect(
      await read(
        '<l><vault_account_activity><data>Manually Edited</data></vault_account_activity></l>',
        treeOf('VaultAccountActivity'),
      ),
    ).toEqual({ vault_account_activity: [{ data: 'Manually Edited' }] });
  });
});

describe('names', () => {
  test('prefixes and name spaces do not matter, whatever they are', async () => {
    const tree: Tree = { 'rep[]': { '@id': 'id', name: 'text' } };
    const plain = await read('<logged_in_reps><rep id="07"><name>A</name></rep></logged_in_reps>', tree);
    expect(plain).toEqual({ rep: [{ id: '07', name: 'A' }] });
    for (const uri of ['http://www.bomgar.com/namespaces/API/command', 'urn:other']) {
      expect(
        await read(
          `<logged_in_reps xmlns="${uri}" xmlns:xsi="x"><rep id="07"><name>A</name></rep></logged_in_reps>`,
          tree,
        ),
      ).toEqual(plain);
      expect(
        await read(
          `<b:logged_in_reps xmlns:b="${uri}"><b:rep b:id="07"><b:name>A</b:name></b:rep></b:logged_in_reps>`,
          tree,
        ),
      ).toEqual(plain);
    }
  });

  test('an attribute and an element of the same name are both kept', async () => {
    expect(await read('<r><a n="1"><n>2</n><n>3</n></a><b text="x">y</b></r>')).toEqual({
      a: { '@n': '1', n: ['2', '3'] },
      b: { text: 'x', '#text': 'y' },
    });
  });

  test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    '%s is a name like any other',
    async (name) => {
      const value = (await read(
        `<r><${name} a="1">x</${name}><v name="${name}" ${name}="2"/></r>`,
      )) as Record<string, unknown>;
      expect(Object.getOwnPropertyDescriptor(value, name)?.value).toEqual({ a: '1', text: 'x' });
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
      expect(({} as Record<string, unknown>)['a']).toBeUndefined();
      expect(JSON.stringify(value)).toBe(
        `{"${name}":{"a":"1","text":"x"},"v":{"name":"${name}","${name}":"2"}}`,
      );
    },
  );
});

describe('documents', () => {
  test('a byte order mark, blank lines, comments and instructions around the root do not matter', async () => {
    expect(
      await read(
        '\ufeff\n\n<?xml version="1.0" encoding="UTF-8"?>\n<!-- > <a> -->\n\n<r><!-- <x> --><t>1</t><?p <y> ?></r>\n\n<!-- -->\n',
      ),
    ).toEqual({ t: '1' });
  });

  test.each([
    '<!DOCTYPE r [<!ENTITY x "y">]><r>&x;</r>',
    '<?xml version="1.0"?>\n<!-- a --><!doctype r><r/>',
    '\ufeff <!DOCTYPE r SYSTEM "http://x/"><r/>',
  ])('a DOCTYPE is refused: %s', (source) => refuses(source, /DOCTYPE/));

  test('what looks like one inside a text is not', async () => {
    expect(await read('<r><t>&lt;!DOCTYPE x></t><u><![CDATA[<!DOCTYPE y>]]></u></r>')).toEqual({
      t: '<!DOCTYPE x>',
      u: '<!DOCTYPE y>',
    });
  });

  test.each([
    '<r><a>',
    '<r><a>1</a>',
    '<r><a',
    '<r a="1',
    '<r>&am',
    '<r><![CDATA[x',
    '<r><!-- x',
    '<?xml version="1.0"?>',
  ])('cut short: %s', (source) => refuses(source, /./));
  test.each(['', ' \n', '\ufeff'])('empty: %j', (source) => refuses(source, /empty/));
  test.each(['Invalid credentials', 'Document Not Found', '{"error":"access_denied"}'])(
    'no XML: %s',
    (source) => refuses(source, /no XML/),
  );
  test.each([
    '<r><a></b></r>',
    '<r></r><r/>',
    '<r/>text',
    '<r a="1" a="2"/>',
    '<r a=1/>',
    '<r a/>',
    '<r a="<"/>',
    '<r a="1"b="2"/>',
    '<1r/>',
    '<html><body><p>one<br>two</p></body></html>',
  ])('not well-formed: %s', (source) => refuses(source, /./));
  test.each(['<r>&x;</r>', '<r>a & b</r>', '<r>&#0;</r>', '<r>&#xD800;</r>', '<r a="&nbsp;"/>'])(
    'no such character: %s',
    (source) => refuses(source, /./),
  );

  test('elements can only be so deep', async () => {
    const deep = (levels: number): string => '<a>'.repeat(levels) + '</a>'.repeat(levels);
    await refuses(deep(200), /./);
    expect(JSON.stringify(await read(deep(50)))).toBe(`${'{"a":'.repeat(49)}""${'}'.repeat(49)}`);
  });
});

describe('any document', () => {
  const name = fc.constantFrom('a', 'b', 'item', '__proto__', 'text', 'p:b', 'é');
  const text = fc.string({
    unit: fc.constantFrom('x', ' ', '\n', '<', '>', '&', '"', "'", 'é', '😀', ']]', '0'),
  });
  const escaped = (raw: string): string => raw.replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const document = fc.letrec<{ node: string }>((tie) => ({
    node: fc
      .tuple(
        name,
        fc.uniqueArray(fc.tuple(name, text), { selector: ([key]) => key.replace('p:', ''), maxLength: 3 }),
        fc.array(
          fc.oneof(
            { depthSize: 'small' },
            text.map(escaped),
            tie('node'),
            text.map((raw) => `<![CDATA[${raw.replaceAll(']]', '')}]]>`),
            fc.constant('<!-- > -->'),
          ),
          { maxLength: 4 },
        ),
      )
      .map(([tag, attributes, inner]) => {
        const start = `<${tag}${attributes.map(([key, value]) => ` ${key} = "${escaped(value)}"`).join('')}`;
        return inner.length === 0 ? `${start} />` : `${start}>${inner.join('')}</${tag}\n>`;
      }),
  })).node;
  const tree: Tree = { 'item[]': { '@a': 'int', 'b[]': 'flag' }, a: { b: { 'item[]': 'text' } } };

  test('is read the same whole and in pieces of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        document,
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }),
        async (source, lengths) => {
          expect(await readStreamed(source, tree, ['-'], ...lengths)).toEqual(await readWhole(source, tree));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('what is long', () => {
  test('a text, a tag and a CDATA section in thousands of pieces are whole', async () => {
    const long = 'y'.repeat(50_000);
    const source = `<l><r a="${long}"><b>${long}</b><c><![CDATA[${long}]]></c></r></l>\n\n\n`;
    const { value } = await readStreamed(source, { 'r[]': {} }, ['r'], 7);
    expect(value).toEqual({ r: [{ a: long, b: long, c: long }] });
  });

  test('text behind the document that comes in pieces is still refused', async () => {
    await expect(readStreamed('<l></l>\n\n  stray', { 'r[]': {} }, ['r'], 8, 1)).rejects.toThrow();
  });

  test('a record without end is given up', async () => {
    const endless = async function* () {
      yield Buffer.from('<l><r>');
      for (;;) yield mega;
    };
    const mega = Buffer.alloc(16 * 1024 * 1024, '<e/>');
    const stream = readRecords(endless(), shapeOf({}), ['r']);
    await expect(stream.next()).rejects.toThrow('more than 128 MB without a record');
  }, 60_000);
});
