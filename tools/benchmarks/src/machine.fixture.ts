import type { Machine } from './machine.ts';

export const machine: Machine = {
  cpu: 'Some CPU',
  cores: 2,
  memoryGb: 8,
  system: 'linux x64',
  node: 'v20.0.0',
  commit: '0123456789ab',
  packages: { jose: '6.0.0', axios: '1.0.0' },
};
