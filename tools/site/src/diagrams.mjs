// A plugin for TypeDoc. It draws the Mermaid diagrams of the documents, in the colours of the page.
import { renderMermaidSVG } from 'beautiful-mermaid';
import { MarkdownEvent } from 'typedoc';

const DIAGRAM = /^```mermaid\n([^]*?)^```$/gm;

/** @param {import('typedoc').Application} app */
export function load(app) {
  app.renderer.on(
    MarkdownEvent.PARSE,
    (event) => {
      event.parsedText = event.parsedText.replace(
        DIAGRAM,
        (_, diagram) => `<div>${draw(diagram)}</div>`,
      );
    },
    1,
  );
}

function draw(diagram) {
  const text = 'var(--color-text)';
  const svg = renderMermaidSVG(diagram, {
    bg: 'var(--color-background)',
    fg: text,
    muted: text,
    font: 'system-ui',
    transparent: true,
  });
  // The page loads nothing from elsewhere. An empty line would end the HTML in the Markdown.
  return svg.replace(/^\s*@import .*$/m, '').replace(/\n\s*(?=\n)/g, '');
}
