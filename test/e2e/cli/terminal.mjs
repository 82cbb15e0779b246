// Makes a pipe pass for a terminal: to be given to Node by --import.
import { WriteStream } from 'node:tty';

const { hasColors, getColorDepth } = WriteStream.prototype;
Object.assign(process.stdout, { isTTY: true, hasColors, getColorDepth });
