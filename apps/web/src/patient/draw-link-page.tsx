import { renderToString } from 'react-dom/server';
import { setLanguage, startTexts } from '../i18n/i18n.js';
import { languages } from '../i18n/language.js';
import { App } from './app.js';
import { Journey } from './journey.js';

const nothing = (): never => {
  throw new Error('a page that is drawn ahead asks for nothing');
};

/** The link page as HTML in each language, drawn when the client is built from the components that take it over in the browser. */
export async function drawLinkPages(): Promise<{ language: string; html: string }[]> {
  const pages: { language: string; html: string }[] = [];
  for (const language of languages) {
    await startTexts(['arrival'], language);
    await setLanguage(language);
    const journey = new Journey({ kind: 'link', token: 'not yet known' }, { call: nothing, openLive: nothing, language: () => language, showAddress: nothing });
    pages.push({ language, html: renderToString(<App journey={journey} />) });
  }
  return pages;
}
