/**
 * A text with one paragraph a line (blank lines between them are welcome), `# ` before headings and `- ` before points, drawn as such.
 * Anything else is shown as it was typed: there is no way to put markup on the page. `titled`: the first line is the text's own heading.
 */
export function PlainText({ text, titled = false }: { text: string; titled?: boolean }) {
  return <div className="patient-text">{blocksOf(titled && !text.startsWith('#') ? `# ${text}` : text).map((block, at) => <Block key={at} block={block} />)}</div>;
}

type TextBlock = { readonly kind: 'heading'; readonly text: string } | { readonly kind: 'paragraph'; readonly text: string } | { readonly kind: 'list'; readonly points: string[] };

function Block({ block }: { block: TextBlock }) {
  if (block.kind === 'heading') return <h2>{block.text}</h2>;
  if (block.kind === 'paragraph') return <p>{block.text}</p>;
  return <ul>{block.points.map((point, at) => <li key={at}>{point}</li>)}</ul>;
}

/** The blocks in order: each line is a paragraph of its own, points that follow each other are one list. */
function blocksOf(text: string): TextBlock[] {
  const blocks: TextBlock[] = [];
  for (const line of text.split('\n').map((one) => one.trim())) {
    const last = blocks.at(-1);
    if (line.startsWith('- ') && last?.kind === 'list') last.points.push(line.slice(2));
    else if (line.startsWith('- ')) blocks.push({ kind: 'list', points: [line.slice(2)] });
    else if (/^#+ /.test(line)) blocks.push({ kind: 'heading', text: line.replace(/^#+ /, '') });
    else if (line !== '') blocks.push({ kind: 'paragraph', text: line });
    // A blank line ends a list.
    else if (last?.kind === 'list') blocks.push({ kind: 'paragraph', text: '' });
  }
  return blocks.filter((block) => block.kind !== 'paragraph' || block.text !== '');
}
