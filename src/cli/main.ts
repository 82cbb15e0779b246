#!/usr/bin/env node
import { guardExit } from './guard-exit.ts';
import { runProgram } from './program.ts';
import { requireNode } from './require-node.ts';

requireNode();
const { stdout, stderr } = process;
const finish = guardExit();

// Machines read stdout: the author's console output goes to stderr.
console.log = console.info = console.debug = console.error;

const code = runProgram(process.argv.slice(2), {
  out: (text) => void stdout.write(text),
  err: (text) => void stderr.write(text),
  colours: stdout.isTTY && stdout.hasColors(),
});

// Modules leave pools and timers open, which a sandbox would freeze; here they would keep the process alive.
code.then((exitCode) =>
  // What failed is an event of stdout, which comes after this.
  stdout.write('', (failed) => (failed ? setImmediate(finish, 1) : stderr.write('', () => finish(exitCode)))),
);
