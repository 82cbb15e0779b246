#!/usr/bin/env node
import { runProgram } from './program.ts';

const { stdout, stderr } = process;

// Whoever reads the answer may have read enough (`… | head`).
stdout.on('error', () => process.exit());

// An answer is read by machines: what an author's functions say on the console is kept out of it.
console.log = console.info = console.debug = console.error;

const code = runProgram(process.argv.slice(2), {
  out: (text) => void stdout.write(text),
  err: (text) => void stderr.write(text),
  colours: stdout.isTTY && stdout.hasColors(),
});

// Modules leave pools and timers open, for a sandbox to freeze; here, nothing would ever end.
code.then((exitCode) => stdout.write('', () => process.exit(exitCode)));
