import { systemIo } from '../src/io/io.ts';
import { main } from '../src/main.ts';

// What nobody caught is a fault of ours. Node would print the stack with the source line, which may hold a secret.
process.on('uncaughtException', (error) => {
  process.stderr.write(
    `btapi: internal fault: ${error instanceof Error ? error.name : 'something'} was not caught\n`,
  );
  process.exit(1);
});

void main(process.argv.slice(2), systemIo()).then((code) => {
  process.exitCode = code;
});
