import { waitFor } from '@testing-library/react';
import { jest } from '@jest/globals';
import { TextDecoder, TextEncoder } from 'node:util';

/** Node's own keeps the process alive for as long as it is open. */
class Channel {
  readonly port1: { onmessage?: () => void } = {};
  readonly port2 = { postMessage: () => void setTimeout(() => this.port1.onmessage?.(), 0) };
}

// What React looks for when it draws to a string, and jsdom lacks.
Object.assign(globalThis, { TextEncoder, TextDecoder, MessageChannel: Channel });
window.scrollTo = () => undefined;

const unknownLink = { ok: false, status: 404, text: async () => JSON.stringify({ code: 'link_unknown' }) } as unknown as Response;

/** The page as it comes from the server, and its door; what the server answers is the test's. */
async function arrive(language: 'en' | 'es', answer: Promise<Response>) {
  jest.resetModules();
  const { drawLinkPages } = await import('./draw-link-page.js');
  const html = (await drawLinkPages()).find((page) => page.language === language)?.html ?? '';
  document.documentElement.lang = language;
  document.documentElement.dataset['drawn'] = '';
  document.getElementById('root')?.removeAttribute('id');
  document.body.insertAdjacentHTML('beforeend', `<div id="root">${html}</div>`);
  history.replaceState(null, '', '/j#the-secret-of-the-link');
  const asked = jest.fn((_address: string, _wish: { body: string }) => answer);
  globalThis.fetch = asked as unknown as typeof fetch;
  const faults = jest.fn();
  globalThis.reportError = faults;
  // The door starts the rest after the first picture; here the test does.
  globalThis.requestAnimationFrame = () => 0;
  await import('./link-door.js');
  const { startPage } = await import('./start-page.js');
  return { asked, faults, startPage };
}

const root = (): HTMLElement => document.getElementById('root') as HTMLElement;
const button = (): HTMLButtonElement => root().querySelector('button') as HTMLButtonElement;

describe('the link page that comes drawn', () => {
  it.each(['en', 'es'] as const)('is taken over without a change, in %s', async (language) => {
    const { faults, startPage } = await arrive(language, new Promise(() => undefined));
    const before = root().innerHTML;
    await startPage();
    expect(root().innerHTML).toBe(before);
    expect(faults).not.toHaveBeenCalled();
  });

  it('opens the visit for whoever taps before the rest is there, once, and takes the secret out of the address', async () => {
    const { asked, faults, startPage } = await arrive('en', new Promise(() => undefined));
    expect(location.href).not.toContain('the-secret');
    button().click();
    button().click();
    expect([button().textContent, button().getAttribute('aria-disabled')]).toEqual(['Opening…', 'true']);
    await startPage();
    expect([button().textContent, button().getAttribute('aria-disabled')]).toEqual(['Opening…', 'true']);
    expect(asked.mock.calls.map(([address, { body }]) => [address, body])).toEqual([['/api/v1/links/redeem', JSON.stringify({ token: 'the-secret-of-the-link' })]]);
    expect(faults).not.toHaveBeenCalled();
  });

  it('shows an answer that came before the rest was there', async () => {
    const { faults, startPage } = await arrive('en', Promise.resolve(unknownLink));
    button().click();
    await startPage();
    await waitFor(() => expect(root().querySelector('h1')?.textContent).toBe("We can't open this link."));
    expect(faults).not.toHaveBeenCalled();
  });
});
