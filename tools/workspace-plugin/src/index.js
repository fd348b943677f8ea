// @ts-check
import devkit from '@nx/devkit';
import { dirname } from 'node:path/posix';

/**
 * Gives each project that has an `openapi.yaml` the target `lint-description`: redocly and spectral, both without a
 * finding.
 *
 * @type {import('@nx/devkit').CreateNodesV2}
 */
export const createNodesV2 = [
  'packages/*/openapi.yaml',
  (files, options, context) =>
    devkit.createNodesFromFiles(
      (file) => ({
        projects: {
          [dirname(file)]: {
            targets: { 'lint-description': lintDescription(file) },
          },
        },
      }),
      files,
      options,
      context,
    ),
];

/**
 * @param {string} file the description's path from the workspace's root
 * @returns {import('@nx/devkit').TargetConfiguration}
 */
function lintDescription(file) {
  return {
    executor: 'nx:run-commands',
    cache: true,
    inputs: [
      '{projectRoot}/openapi.yaml',
      '{workspaceRoot}/redocly.yaml',
      '{workspaceRoot}/.spectral.yaml',
      '{workspaceRoot}/package-lock.json',
    ],
    options: {
      cwd: '{workspaceRoot}',
      parallel: false,
      commands: [
        // Redocly exits 0 on warnings; --max-problems does not change that, so the strict ruleset makes each an error.
        `redocly lint ${file}`,
        `spectral lint --fail-severity hint ${file}`,
      ],
      env: { REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', REDOCLY_TELEMETRY: 'off' },
    },
    metadata: { description: 'Lints openapi.yaml with redocly and spectral' },
  };
}
