#!/usr/bin/env -S node --
'use strict';
// Written for any Node, however old, so that it can say what it needs. The "--" above keeps Node itself from
// reading options meant for us (--env-file is one of Node's own).
// The build puts in what package.json says under "engines".
var need = 'ENGINES_NODE';
function older(have, want) {
  for (var i = 0; i < 3; i++) {
    if (have[i] !== want[i]) return have[i] < want[i];
  }
  return false;
}
if (older(process.versions.node.split('.').map(Number), need.split('.').map(Number))) {
  process.stderr.write(
    'btapi: starting: needs Node ' + need + ' or newer, this is ' + process.version + '\n',
  );
  process.exitCode = 1;
} else {
  require('./main.cjs');
}
