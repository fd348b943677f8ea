import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

/**
 * Bundles a file with all that it imports, as an application for a runtime other than Node.js does.
 *
 * @param conditions the export conditions of the runtime
 * @throws Error if the bundler warns: then something is missing in the runtime.
 */
export async function bundle(
  file: string,
  conditions: readonly string[],
  format: 'esm' | 'iife',
): Promise<string> {
  const warnings: string[] = [];
  const build = await rolldown({
    input: fileURLToPath(new URL(file, import.meta.url)),
    platform: 'browser',
    resolve: { conditionNames: [...conditions, 'import', 'default'] },
    onLog: (_, { message }) => warnings.push(message),
  });
  const { output } = await build.generate({ format, codeSplitting: false });
  await build.close();
  const [chunk, ...others] = output;
  if (chunk.imports.length > 0)
    warnings.push(`imports ${chunk.imports.join()}`);
  if (others.length > 0) warnings.push('more than one file');
  if (warnings.length > 0) throw new Error(warnings.join('\n'));
  return chunk.code;
}
