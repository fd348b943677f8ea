// A plugin for TypeDoc. It names each document by its heading, groups the documents, and keeps their paths as addresses.
import { Converter, DocumentReflection, KindRouter } from 'typedoc';

const GROUPS = [
  [/^docs\/decisions\//, 'Decisions'],
  [/^docs\//, 'Guides'],
  [/^examples\//, 'Examples'],
  [/^/, 'Project'],
];
const paths = new WeakMap();

/** @param {import('typedoc').Application} app */
export function load(app) {
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_, document) => {
    const path = document.name;
    paths.set(document, path);
    document.name = headingOf(document);
    document.frontmatter.group = GROUPS.find(([folder]) =>
      folder.test(path),
    )[1];
  });
  app.renderer.defineRouter(
    'documents',
    class extends KindRouter {
      getIdealBaseName(reflection) {
        return reflection instanceof DocumentReflection
          ? paths.get(reflection)
          : super.getIdealBaseName(reflection);
      }
    },
  );
}

function headingOf({ name, content }) {
  const text = content.map((part) => part.text).join('');
  const heading = /^# (.+)$/m.exec(text)?.[1];
  if (heading === undefined) throw new Error(`${name}.md has no heading.`);
  return heading.replaceAll('`', '');
}
