import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { expect, onTestFinished } from 'vitest';
import { PROGRAM } from '../../cli/command-line.ts';

/** The result of a tool; `said` is all its text. */
export interface Called {
  readonly isError: boolean;
  readonly answer: Readonly<Record<string, unknown>>;
  readonly said: string;
}

/** Starts the built server in a folder, and connects the official client to it, until the test has finished. */
export async function connect(cwd: string, ...args: string[]) {
  const client = new Client({ name: 'a-test', version: '1.0.0' });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [PROGRAM, 'mcp', ...args],
    cwd,
    stderr: 'ignore',
  });
  // What is no message of the protocol comes here.
  const failures: Error[] = [];
  client.onerror = (error) => void failures.push(error);
  await client.connect(transport);
  onTestFinished(() => client.close());
  const call = async (name: string, given: Record<string, unknown> = {}, signal?: AbortSignal): Promise<Called> => {
    const options = { timeout: 110_000, ...(signal && { signal }) };
    const result = (await client.callTool({ name, arguments: given }, undefined, options)) as CallToolResult;
    const said = result.content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
    return { isError: result.isError === true, answer: result.structuredContent ?? {}, said };
  };
  return { client, call, failures };
}

/** What a tool answers for a command that failed. */
export const failed = (code: string) => ({ isError: true, answer: { errors: [expect.objectContaining({ code })] } });
