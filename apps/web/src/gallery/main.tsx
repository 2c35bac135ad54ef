import '../ui/styles.js';
import { flushSync } from 'react-dom';
import { createRoot, type Root } from 'react-dom/client';
import { startTexts, setLanguage } from '../i18n/i18n.js';
import type { Language } from '../i18n/language.js';
import { galleryNow, type GalleryState } from './gallery-state.js';
import { patientStates } from './states-patient.js';
import { staffStates } from './states-staff.js';

const states: readonly GalleryState[] = [...patientStates, ...staffStates];

/**
 * `gallery.html#patient/lobby-waiting?lang=es&theme=dark&text=200` draws one state; without a name, a list of all. Tests read the list
 * from `window.galleryStates` and wait for `<html data-gallery="patient/lobby-waiting">`.
 */
async function draw(root: Root): Promise<void> {
  const asked = location.hash;
  const [id, options] = asked.slice(1).split('?');
  const wish = new URLSearchParams(options);
  const page = document.documentElement;
  delete page.dataset.gallery;
  const state = states.find((one) => one.id === id);
  setOrClear(page.dataset, 'theme', wish.get('theme'));
  setOrClear(page.dataset, 'textSize', wish.get('text'));
  const language = (wish.get('lang') ?? 'en') as Language;
  await startTexts(state?.texts ?? [], language);
  await setLanguage(language);
  // The texts took a moment: another state may have been asked for meanwhile.
  if (asked !== location.hash) return;
  flushSync(() => root.render(<div key={asked}>{state ? state.draw() : <Contents />}</div>));
  flushSync(() => state?.then?.());
  page.dataset.gallery = id ?? '';
}

function Contents() {
  return (
    <main style={{ padding: 24, display: 'grid', gap: 16 }}>
      <h1>Screen states</h1>
      <ul>
        {states.map(({ id }) => (
          <li key={id}>
            <a href={`#${id}`}>{id}</a> · <a href={`#${id}?theme=dark`}>{id} dark</a> · <a href={`#${id}?lang=es`}>{id} es</a>
          </li>
        ))}
      </ul>
    </main>
  );
}

function setOrClear(data: DOMStringMap, name: string, value: string | null): void {
  if (value) data[name] = value;
  else delete data[name];
}

// Sentences such as "in about 6 minutes" must read the same on each run.
Date.now = () => Date.parse(galleryNow);
Object.assign(window, { galleryStates: states.map(({ id }) => id) });
const root = createRoot(document.getElementById('root') as HTMLElement);
addEventListener('hashchange', () => void draw(root));
void draw(root);
