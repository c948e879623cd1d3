import type { Answer } from './call.ts';

/** Text made here, as an answer: to be saved like a download. */
export const memoryAnswer = (text: string): Answer => ({
  status: 200,
  headers: { 'content-length': String(Buffer.byteLength(text)) },
  body: (async function* () {
    yield Buffer.from(text);
  })(),
  text: async () => text,
  discard: () => undefined,
});
