import { toJson } from '../../../contracts/render/literal.ts';
import type { HttpExchange, Recording } from '../../../recording/recording.ts';
import { paint } from '../../colors.ts';
import type { CommandIo } from '../../command.ts';
import { formatOutcome } from './print-list.ts';

/** The most characters of a body that a person reads. */
const MOST = 2_000;

/** Prints a whole recording for a person, or as JSON. */
export function printRecording(recording: Recording, io: CommandIo): void {
  if (io.json) io.out(JSON.stringify(recording));
  else printParts(recording, io);
}

function printParts(recording: Recording, io: CommandIo): void {
  const { id, address, kind, source, build, problems, ms, bytes, findings, stack } = recording;
  const named = `${address.type ? `${address.type}.` : ''}${address.function}${kind ? ` (${kind})` : ''}`;
  io.out(`${named}  ${formatOutcome(problems)} in ${ms} ms  ${paint(io, 'dim', id)}`);
  io.out(paint(io, 'dim', `recorded by ${source}${build ? `, build ${build}` : ''}`));
  printPart('options', `${bytes.options} bytes`, toJson(recording.options), io);
  if (problems) printPart('problems', '', [...problems.map(toLine), stack ?? ''].join('\n').trim(), io);
  else printPart('response', `${bytes.response} bytes`, toJson(recording.response), io);
  printPart('log', '', recording.logs.map(formatLine).join('\n'), io);
  printPart('findings', '', findings.join('\n'), io);
  printPart('requests', '', recording.http.map(formatExchange).join('\n\n'), io);
}

function printPart(title: string, note: string, text: string, io: CommandIo): void {
  if (text === '') return;
  io.out(`\n${title}${note ? `  ${paint(io, 'dim', note)}` : ''}`);
  for (const line of text.split('\n')) io.out(`  ${line}`);
}

function toLine({ code, message }: NonNullable<Recording['problems']>[number]): string {
  return `${code ?? 'no_code'}  ${message}`;
}

function formatLine({ level, message, ...fields }: Recording['logs'][number]): string {
  const own = Object.entries(fields).filter(([key]) => !/^(type|function|kind|diy|\w*Id)$/.test(key));
  return `${level}  ${message}${own.length > 0 ? `  ${JSON.stringify(Object.fromEntries(own))}` : ''}`;
}

function formatExchange(exchange: HttpExchange): string {
  const { method, url, status, error, ms, requestHeaders, responseHeaders = {} } = exchange;
  return [
    `${method} ${url}`,
    ...formatHeaders(requestHeaders, '> '),
    ...formatBody(exchange.requestBody, exchange.requestEncoding, exchange.requestCut, '> '),
    `${status ?? 'no answer'}${error ? `: ${error}` : ''} after ${ms} ms`,
    ...formatHeaders(responseHeaders, '< '),
    ...formatBody(exchange.responseBody, exchange.responseEncoding, exchange.responseCut, '< '),
  ].join('\n');
}

function formatHeaders(headers: Readonly<Record<string, string>>, start: string): string[] {
  return Object.entries(headers).map(([name, value]) => `${start}${name}: ${value}`);
}

function formatBody(body: string | undefined, encoding: 'base64' | undefined, cut = 0, start = ''): string[] {
  if (body === undefined || body === '') return [];
  if (encoding) return [`${start}(${Buffer.byteLength(body, 'base64') + cut} bytes)`];
  const left = Math.max(0, body.length - MOST) + cut;
  const shown = body.slice(0, MOST).split('\n');
  return [...shown.map((line) => start + line), ...(left > 0 ? [`${start}(${left} more)`] : [])];
}
