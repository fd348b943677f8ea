import { OptionDefaults } from 'typedoc';

/** In the order of the navigation. */
const guides = [
  'docs/sdk/client.md',
  'docs/sdk/session.md',
  'docs/sdk/production.md',
  'docs/sdk/verify.md',
  'docs/sdk/axios.md',
  'docs/testing.md',
  'docs/mock.md',
  'docs/mock-limits.md',
  'docs/contract-testing.md',
  'docs/runtimes.md',
  'docs/migrate.md',
  'docs/troubleshooting.md',
];
const packages = [
  'cotter-sdk',
  'cotter-stores',
  'cotter-types',
  'mock-cotter',
  'contract-tests',
];

export default {
  name: 'Cotter tokens',
  readme: '../../README.md',
  projectDocuments: [
    ...guides.map((path) => `../../${path}`),
    '../../examples/*/README.md',
    '../../SECURITY.md',
    '../../CONTRIBUTING.md',
    '../../RELEASING.md',
    '../../docs/decisions/README.md',
    '../../docs/decisions/0*.md',
  ],
  entryPointStrategy: 'packages',
  entryPoints: packages.map((name) => `../../packages/${name}`),
  packageOptions: {
    disableSources: true,
    excludeInternal: true,
    excludePrivate: true,
    excludeExternals: true,
    // openapi-typescript writes them.
    blockTags: [...OptionDefaults.blockTags, '@constant', '@description'],
    validation: { notExported: false },
  },
  plugin: [
    './src/documents.mjs',
    './src/diagrams.mjs',
    './src/links-to-api.mjs',
  ],
  router: 'documents',
  out: 'dist',
  locales: { en: { kind_plural_module: 'Packages' } },
  groupOrder: ['Guides', 'Packages', 'Examples', 'Project', 'Decisions'],
  navigation: { includeGroups: true },
  navigationLinks: {
    'Token API': 'api/cotter.html',
    'Control API': 'api/mock.html',
  },
  highlightLanguages: [...OptionDefaults.highlightLanguages, 'sql', 'http'],
  includeHierarchySummary: false,
  searchInDocuments: true,
  treatWarningsAsErrors: true,
};
