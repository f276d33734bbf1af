// Runs Azurite in this process and ends it with the process that started it: the other end of stdin closes when that
// process stops or dies, even by SIGKILL. Ctrl-C reaches the whole process group, so it is not for us: the host stops first.
'use strict';

const { createRequire } = require('node:module');

const on = process.on.bind(process);
process.on = process.once = (event, listener) => (event === 'SIGINT' ? process : on(event, listener));
on('SIGINT', () => {});

let ending = false;
const end = () => {
  if (!ending) {
    ending = true;
    // Azurite closes its servers and writes its index; should that hang, leave all the same.
    setTimeout(() => process.exit(0), 4000).unref();
    process.emit('SIGTERM');
    waitForServers();
  }
};

const waitForServers = () => setInterval(() => {
  const busy = process.getActiveResourcesInfo().some((r) => r === 'TCPServerWrap' || r === 'FSReqCallback' || r === 'FSReqPromise');
  if (!busy) {
    process.exit(0);
  }
}, 100);

process.stdin.on('end', end).on('close', end).on('error', end).resume();

const main = process.argv[2];
process.argv.splice(1, 2, main);
require('./indexes')(createRequire(main)('lokijs'));
require(main);
