import { render } from '@testing-library/react';
import { PlainText } from './plain-text.js';

const drawn = (text: string, titled = false): string => render(<PlainText text={text} titled={titled} />).container.querySelector('div')?.innerHTML ?? '';

describe('a text from the clinic', () => {
  it('has a paragraph for each line, as the group agreement is written', () => expect(drawn('Our rules\nWhat is said here stays here.\nNo recording.', true)).toBe('<h2>Our rules</h2><p>What is said here stays here.</p><p>No recording.</p>'));
  it('may have blank lines, headings and points', () => expect(drawn('# Rules\n\nBe kind.\n- one\n- two\n\n- three')).toBe('<h2>Rules</h2><p>Be kind.</p><ul><li>one</li><li>two</li></ul><ul><li>three</li></ul>'));
  it('cannot put markup on the page', () => expect(drawn('<b>bold</b>')).toBe('<p>&lt;b&gt;bold&lt;/b&gt;</p>'));
});
