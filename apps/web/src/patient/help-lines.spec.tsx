import { jest } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import { clinic } from '../gallery/patient-fixtures.js';
import { setLanguage, startTexts } from '../i18n/i18n.js';
import { Page } from './page.js';

beforeAll(() => void jest.spyOn(window, 'scrollTo').mockImplementation(() => undefined));

const always = ['tel:911', 'tel:988', 'tel:9165550134'];

it.each<[string, 'en' | 'es', object, string[]]>([
  ['a Spanish page has the clinic’s line for it', 'es', { secondLanguageLine: '(916) 555-0177' }, [...always, 'tel:9165550177']],
  ['an English one has not', 'en', { secondLanguageLine: '(916) 555-0177' }, always],
  ['nor has a Spanish one where the clinic has none', 'es', {}, always],
])('%s', async (_what, language, part, numbers) => {
  await startTexts(['arrival'], language);
  await setLanguage(language);
  render(<Page title="Title" clinic={{ ...clinic, ...part }}>{null}</Page>);
  expect(screen.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual(numbers);
});
