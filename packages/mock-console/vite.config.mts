import { relative } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

/** Writes the modules of other packages that went into the page: the mock's bundle carries their licences. */
function moduleList(): Plugin {
  return {
    name: 'module-list',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle)
        .flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []))
        .filter((id) => id.includes('/node_modules/'))
        .map((id) => relative(import.meta.dirname, id));
      this.emitFile({
        type: 'asset',
        fileName: 'modules.json',
        source: JSON.stringify(modules),
      });
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  base: '/__mock/console/',
  logLevel: 'warn',
  plugins: [moduleList()],
  resolve: { conditions: ['@org/source'] },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    // The mock serves three files, by these names.
    rolldownOptions: {
      output: {
        entryFileNames: 'console.js',
        assetFileNames: 'console.[ext]',
        codeSplitting: false,
      },
    },
  },
});
