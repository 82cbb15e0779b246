// Makes a pipe look like a terminal, for `--import`.
import { WriteStream } from 'node:tty';

const { hasColors, getColorDepth } = WriteStream.prototype;
Object.assign(process.stdout, { isTTY: true, hasColors, getColorDepth });
