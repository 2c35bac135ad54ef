/**
 * A text with blank lines between paragraphs, `# ` before headings and `- ` before points, drawn as such. Anything else is shown as it
 * was typed: there is no way to put markup on the page.
 */
export function PlainText({ text }: { text: string }) {
  return <div className="patient-text">{blocksOf(text).map((block, at) => <Block key={at} block={block} />)}</div>;
}

type TextBlock = { readonly kind: 'heading'; readonly text: string } | { readonly kind: 'paragraph'; readonly text: string } | { readonly kind: 'list'; readonly points: readonly string[] };

function Block({ block }: { block: TextBlock }) {
  if (block.kind === 'heading') return <h2>{block.text}</h2>;
  if (block.kind === 'paragraph') return <p>{block.text}</p>;
  return <ul>{block.points.map((point) => <li key={point}>{point}</li>)}</ul>;
}

/** The blocks in order. Lines that follow each other are one paragraph. */
function blocksOf(text: string): TextBlock[] {
  const blocks: TextBlock[] = [];
  for (const part of text.split(/\n\s*\n/)) {
    const lines = part.split('\n').map((line) => line.trim()).filter((line) => line !== '');
    const words = (of: string[]): void => void (of.length > 0 && blocks.push({ kind: 'paragraph', text: of.join(' ') }));
    const points = lines.filter((line) => line.startsWith('- ')).map((line) => line.slice(2));
    const rest = lines.filter((line) => !line.startsWith('- '));
    const [first] = rest;
    if (first && /^#+ /.test(first)) {
      blocks.push({ kind: 'heading', text: first.replace(/^#+ /, '') });
      words(rest.slice(1));
    } else words(rest);
    if (points.length > 0) blocks.push({ kind: 'list', points });
  }
  return blocks;
}
