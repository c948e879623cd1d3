import { succeeded } from '../../api/explain.ts';
import { namesOf, safeCall } from '../../api/safe/verbs.ts';
import { locate } from '../../api/target.ts';
import type { Definition } from '../definition.ts';
import { sortWords } from '../words.ts';
import { wordsFor } from './words.ts';

export const command: Definition = {
  arguments: [
    ['<path>', 'a file: Secrets-Safe/Secrets/ID/File/Download'],
    ['[parameters...]', 'name=value, where the file takes some'],
  ],
  options: [
    { flags: '--to <place>', description: 'a file, a folder, or - for standard output' },
    { flags: '--force', description: 'replace a file that is there' },
  ],
  examples: [
    'btapi safe download Secrets-Safe/Secrets/ID/File/Download --to licence.dat',
    'btapi safe download Subscriptions/Delivery/Download id=5',
  ],
  about: 'Saves under the name the server gives, made safe, and prints file, size and sha256.',
  words: wordsFor('download'),
  run: async (context, [path = '', ...words], own) => {
    const { pairs } = sortWords(words, 0);
    const backend = await context.safe();
    const target = await locate(backend, path);
    const values = await context.input({
      need: 'none',
      pairs,
      fields: namesOf(target, 'download'),
      caseless: true,
      name: target.text,
      verb: 'download',
    });
    const call = safeCall(backend, 'download', target, { values });
    // Some downloads are a POST; they bring a file and change nothing.
    const answer = await backend.send({ ...call, effect: 'read' });
    if (!succeeded(answer)) throw await backend.explain(call, answer);
    const to = own['to'];
    const saved = await context.save(answer, {
      ...(typeof to === 'string' ? { to } : {}),
      force: own['force'] === true,
      fallbackName: target.text.replaceAll('/', '-'),
    });
    if (to !== '-') await context.print(saved);
    return undefined;
  },
};
