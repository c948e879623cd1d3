import { systemIo } from '../src/io/io.ts';
import { main } from '../src/main.ts';

void main(process.argv.slice(2), systemIo()).then((code) => {
  process.exitCode = code;
});
