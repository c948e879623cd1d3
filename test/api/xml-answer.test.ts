import { describe, expect, test } from 'vitest';
import type { Tree, XmlAnswer } from '../../src/api/catalogue/xml-row.ts';
import { checkRoot, complaintOf, isSuccess } from '../../src/api/xml-answer.ts';
import { call } from '../support/send.ts';
import { readStreamed, readWhole, treeOf } from '../support/xml.ts';

const complaint = async (source: string, tree: Tree = {}) => {
  const whole = complaintOf(await readWhole(source, tree));
  expect(complaintOf(await readStreamed(source, tree, ['session'], 5))).toEqual(whole);
  return whole;
};

describe('an error is', () => {
  test.each([
    ['<error>No.</error>', { text: 'No.', root: true }],
    ['<error xmlns="urn:x" code="7"> No. </error >', { text: 'No.', root: true }],
    ['<x:error xmlns:x="urn:x">No.</x:error>', { text: 'No.', root: true }],
    ['<error/>', { text: 'an error without words', root: true }],
    ['<session_list><error>No.</error></session_list>', { text: 'No.', root: false }],
    [
      '<session_list><error a="1">No.</error><error>Never.</error></session_list>',
      { text: 'No.; Never.', root: false },
    ],
  ])('%s', async (source, wanted) => {
    expect(await complaint(source)).toEqual(wanted);
  });
});

describe('no error is', () => {
  test.each([
    [
      'talk of one',
      '<session_list><session><session_details><event><body>&lt;error>help&lt;/error></body></event></session_details></session></session_list>',
    ],
    [
      'talk in CDATA',
      '<session_list><session><session_details><event><body><![CDATA[<error>help</error>]]></body></event></session_details></session></session_list>',
    ],
    ['one further down', '<session_list><session><error>x</error></session></session_list>'],
    [
      'health that is bad',
      '<check_health><success>0</success><error_message>x</error_message></check_health>',
    ],
  ])('%s', async (_name, source) => {
    expect(await complaint(source, treeOf('AccessSession'))).toBeUndefined();
  });
});

test('a success is a root or the only child of one, and not the one of check_health', async () => {
  const success = async (source: string) => isSuccess(await readWhole(source, {}));
  expect(await success('<success>Done</success>')).toBe(true);
  expect(await success('<answer><success>Done</success></answer>')).toBe(true);
  expect(await success('<check_health><success>0</success><version>1</version></check_health>')).toBe(false);
});

describe('a root', () => {
  const answer = (over: Partial<XmlAnswer>): XmlAnswer => ({
    kind: 'xml',
    root: ['a', 'b'],
    tree: {},
    ...over,
  });
  test('that is certain is insisted on', () => {
    expect(() => checkRoot(call(), answer({}), 'b')).not.toThrow();
    expect(() => checkRoot(call(), answer({}), 'c')).toThrow('the answer is <c>, not <a> or <b>');
  });
  test('that is a guess is not, but a page is no answer', () => {
    expect(() => checkRoot(call(), answer({ rootSure: 'guessed' }), 'c')).not.toThrow();
    expect(() => checkRoot(call(), answer({ rootSure: 'guessed' }), 'html')).toThrow('the answer is <html>');
  });
});
