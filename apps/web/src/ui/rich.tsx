import { Fragment, type ReactNode } from 'react';

/** How each tag of a text is drawn; gets the words inside. */
type Tags = Readonly<Record<string, (words: string) => ReactNode>>;

const bold: Tags = { b: (words) => <b>{words}</b> };

/**
 * A text with a few tags, such as "Group starts at <b>5:30 PM</b>", filled in before. Only the tags that are given count; what a person or
 * the server put into the text stays text. Tags cannot be nested. Much smaller than the library's own component.
 */
export function Rich({ text, tags = bold }: { text: string; tags?: Tags }) {
  const pieces = text.split(/<(\w+)>(.*?)<\/\1>/s);
  return pieces.map((piece, at) => {
    if (at % 3 === 0) return <Fragment key={at}>{piece}</Fragment>;
    const tag = pieces[at - 1] ?? '';
    return at % 3 === 2 && <Fragment key={at}>{tags[tag]?.(piece) ?? piece}</Fragment>;
  });
}
