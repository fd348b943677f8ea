import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const types = 'packages/cotter-types';

// A workspace of its own with the real plugin, the real description and the committed generated files, in which
// `nx sync:check` runs as CI runs it.
let workspace: string;

function copy(path: string): void {
  mkdirSync(dirname(join(workspace, path)), { recursive: true });
  cpSync(join(root, path), join(workspace, path), { recursive: true });
}

function syncCheck(): { code: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/nx/dist/bin/nx.js'), 'sync:check'],
    {
      cwd: workspace,
      encoding: 'utf8',
      timeout: 120_000,
      env: {
        ...process.env,
        CI: 'true',
        NX_DAEMON: 'false',
        NX_NO_CLOUD: 'true',
        NX_ISOLATE_PLUGINS: 'false',
        NX_WORKSPACE_ROOT_PATH: workspace,
        FORCE_COLOR: '0',
      },
    },
  );
  return { code: status, output: stdout + stderr };
}

beforeAll(() => {
  workspace = mkdtempSync(join(tmpdir(), 'openapi-sync-'));
  for (const path of [
    'tools/workspace-plugin/package.json',
    'tools/workspace-plugin/generators.json',
    'tools/workspace-plugin/src',
    `${types}/package.json`,
    `${types}/openapi.yaml`,
    `${types}/src/generated`,
  ]) {
    copy(path);
  }
  const write = (path: string, value: object): void => {
    writeFileSync(join(workspace, path), JSON.stringify(value));
  };
  write('package.json', {
    name: 'drift',
    private: true,
    workspaces: ['packages/*', 'tools/*'],
  });
  write('nx.json', {
    analytics: false,
    plugins: ['@org/workspace-plugin'],
    sync: { globalGenerators: ['@org/workspace-plugin:openapi-sync'] },
  });
  symlinkSync(join(root, 'node_modules'), join(workspace, 'node_modules'));
});

afterAll(() => {
  rmSync(workspace, { recursive: true, force: true });
});

describe('nx sync:check', () => {
  it('passes on the committed files', () => {
    const { code, output } = syncCheck();
    expect(code, output).toBe(0);
  }, 150_000);

  it('fails, and names the file, after a generated file was edited', () => {
    const file = `${types}/src/generated/openapi.ts`;
    appendFileSync(join(workspace, file), '// edited by hand\n');
    const { code, output } = syncCheck();
    copy(file);
    expect(output).toContain(file);
    expect(code).toBe(1);
  }, 150_000);

  it('fails after the description changed and nothing was generated', () => {
    const file = `${types}/openapi.yaml`;
    appendFileSync(join(workspace, file), '\nx-note: changed\n');
    const { code, output } = syncCheck();
    copy(file);
    expect(output).toContain('run `npm run sync`');
    expect(code).toBe(1);
  }, 150_000);
});
