import { hash, randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type * as Esbuild from 'esbuild';
import { BuildFailure, type ModuleBuild, type ModuleBuilder } from './module-builder.ts';

interface BundleOptions extends Esbuild.BuildOptions {
  readonly write: false;
  readonly metafile: true;
}

/**
 * Makes the builder of a module with esbuild. Each build is one file with the module and its own imports, and without
 * packages: a process reads it at once, so that no save can change half of what it has.
 * @param path the module's absolute path
 */
export function createBundler(path: string, esbuild: typeof Esbuild): ModuleBuilder {
  const contexts = new Map<Esbuild.Format, Promise<Esbuild.BuildContext<BundleOptions>>>();
  const options: BundleOptions = {
    entryPoints: [path],
    write: false,
    bundle: true,
    packages: 'external',
    platform: 'node',
    sourcemap: 'inline',
    metafile: true,
    logLevel: 'silent',
  };
  const rebuild = async (format: Esbuild.Format) => {
    const outfile = join(dirname(path), `.${basename(path)}.js`);
    const context = contexts.get(format) ?? esbuild.context<BundleOptions>({ ...options, format, outfile });
    contexts.set(format, context);
    return (await context).rebuild();
  };
  return {
    folder: dirname(path),
    build: async () => {
      try {
        const first = await rebuild('esm');
        const isCommonJs = Object.values(first.metafile.outputs).some(
          ({ entryPoint = '' }) => first.metafile.inputs[entryPoint]?.format === 'cjs',
        );
        // An ES module has no `require`, which a module in CommonJS calls.
        return isCommonJs ? toBuild(path, await rebuild('cjs'), 'cjs') : toBuild(path, first, 'mjs');
      } catch (thrown) {
        throw toFailure(thrown);
      }
    },
    close: async () => {
      for (const context of contexts.values()) await (await context).dispose();
    },
  };
}

function toBuild(
  path: string,
  { outputFiles, metafile }: Esbuild.BuildResult<BundleOptions>,
  extension: string,
): ModuleBuild {
  // The code comes first, and a style sheet second.
  const [{ contents: code }] = outputFiles as [Esbuild.OutputFile];
  const id = hash('sha256', code).slice(0, 12);
  return {
    id,
    module: path,
    files: Object.keys(metafile.inputs).map((file) => resolve(file)),
    place: () => {
      // Beside the module, so that its packages and files are found from there.
      const own = join(dirname(path), `.${basename(path)}.${id}-${randomUUID().slice(0, 8)}.${extension}`);
      writeFileSync(own, code);
      return { path: own, remove: () => rmSync(own, { force: true }) };
    },
    isCurrent: () => true,
  };
}

function toFailure(thrown: unknown): BuildFailure {
  const [first] = (thrown as Partial<Esbuild.BuildFailure>).errors ?? [];
  const message = first?.text ?? (thrown as Error).message;
  const { location } = first ?? {};
  return new BuildFailure({
    message,
    ...(location && { file: relative('', location.file), line: location.line }),
  });
}
