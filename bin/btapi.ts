import { exitCode } from '../src/errors.ts';
import { systemIo } from '../src/io/io.ts';
import { main } from '../src/main.ts';

// Milliseconds.
const patience = 300;

// What nobody caught is a fault of ours. Node would print the stack with the source line, which may hold a secret.
process.on('uncaughtException', (error) => {
  process.stderr.write(
    `btapi: internal fault: ${error instanceof Error ? error.name : 'something'} was not caught\n`,
  );
  process.exit(1);
});

void main(process.argv.slice(2), systemIo()).then((code) => {
  process.exitCode = code;
  if (code === exitCode.interrupted) setTimeout(leave, patience).unref();
});

// What process.exit would wait for, possibly for ever: a name that is being looked up, a pipe nobody writes to.
const uninterruptible = /^(GetAddrInfo|FSReq)/;

/** Ends an interrupted run that something still holds. Where process.exit cannot, SIGINT itself does: shells show 130. */
function leave(): void {
  const held = process.getActiveResourcesInfo().some((name) => uninterruptible.test(name));
  if (!held || process.platform === 'win32') process.exit(exitCode.interrupted);
  process.removeAllListeners('SIGINT');
  process.kill(process.pid, 'SIGINT');
}
