import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** An error of the compiler: the line that it is on, from 1, and the lines that it takes when printed. */
export interface CompilerError {
  readonly line: number;
  readonly said: readonly string[];
}

/** Compiles files that exist in memory only, by their paths. Returns the errors of each. */
export function compileTexts(texts: ReadonlyMap<string, string>): CompilerError[][] {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const readSource = host.getSourceFile.bind(host);
  const fileExists = host.fileExists.bind(host);
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  const folders = new Set([...texts.keys()].map((path) => dirname(path)));
  host.directoryExists = (path) => folders.has(path) || ts.sys.directoryExists(path);
  host.getSourceFile = (path, version) => {
    const text = texts.get(path);
    return text === undefined ? readSource(path, version) : ts.createSourceFile(path, text, version);
  };
  const program = ts.createProgram([...texts.keys()], { ...options, noEmit: true }, host);
  return [...texts.keys()].map((path) => {
    const source = program.getSourceFile(path) as ts.SourceFile;
    return program.getSemanticDiagnostics(source).map(({ start = 0, messageText }) => ({
      line: ts.getLineAndCharacterOfPosition(source, start).line + 1,
      said: ts.flattenDiagnosticMessageText(messageText, '\n').split('\n'),
    }));
  });
}
