import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import * as z from 'zod';
import { CliError } from '../../cli-error.ts';
import { toErrorResult, toResult } from './answer.ts';
import { listGuides, readGuide, readSection } from './guides.ts';
import { demandInside } from './project-path.ts';
import { type CommandSettings, runCommand } from './run-command.ts';
import { type CommandTool, commandTools } from './tools.ts';

const INSTRUCTIONS = `Tools for functions that integrator.io (Celigo) calls on AWS Lambda: hooks, wrappers, installers.
A loop that works: list the module, describe_kind before you write a function, event for its options, invoke it, check the
module, simulate its flow. docs has the guides; start with writing-functions.md. Paths are relative to the project.
Functions open no connections and imports are not called, unless the user wants it and you say so by an argument.`;

/** What the server serves. */
export interface ServerSettings extends CommandSettings {
  /** The version of this package. */
  readonly version: string;
}

/** Makes the server: a tool for each command, and the guides as a tool and as resources. */
export function createServer(settings: ServerSettings): McpServer {
  const server = new McpServer(
    { name: 'integrator-extension', version: settings.version },
    { instructions: INSTRUCTIONS },
  );
  for (const tool of commandTools) registerCommand(server, tool, settings);
  registerGuides(server);
  return server;
}

function registerCommand(server: McpServer, tool: CommandTool, settings: CommandSettings): void {
  const { name, description, input, isReadOnly, toCommandLine } = tool;
  const annotations = { readOnlyHint: isReadOnly, openWorldHint: false };
  server.registerTool(name, { description, inputSchema: input, annotations }, (given, { signal }) =>
    attempt(async () => {
      const line = toCommandLine(given, (argument, path) => demandInside(settings.root, argument, path));
      return toResult(name, await runCommand(line, settings, signal));
    }),
  );
}

function registerGuides(server: McpServer): void {
  const inputSchema = z.strictObject({
    page: z.string().optional().describe('The page: functions.md. Without it, the pages are listed.'),
    section: z.string().optional().describe('The heading of the section to read: preMap. Default: the whole page.'),
  });
  const annotations = { readOnlyHint: true, openWorldHint: false };
  const description = 'Lists the guides of the package, or reads one, or a section of one.';
  server.registerTool('docs', { description, inputSchema, annotations }, ({ page, section }) =>
    attempt(() => readPage(page, section)),
  );
  for (const { name, title, description } of listGuides()) {
    const uri = `integrator-extension://docs/${name}`;
    const mimeType = 'text/markdown';
    server.registerResource(name, uri, { title, description, mimeType }, () => ({
      contents: [{ uri, mimeType, text: readGuide(name) }],
    }));
  }
}

function readPage(page: string | undefined, section: string | undefined): CallToolResult {
  if (page === undefined) {
    if (section !== undefined) throw new CliError('wrong_usage', 'found section without page, expected both', 2);
    const answer = { pages: listGuides() };
    return { structuredContent: answer, content: [{ type: 'text', text: JSON.stringify(answer) }] };
  }
  const text = section === undefined ? readGuide(page) : readSection(page, section);
  return { structuredContent: { page, section, text }, content: [{ type: 'text', text }] };
}

async function attempt(work: () => CallToolResult | Promise<CallToolResult>): Promise<CallToolResult> {
  try {
    return await work();
  } catch (thrown) {
    return toErrorResult(thrown);
  }
}
