import '../ui/styles.js';
import './patient.css';
import { createRoot } from 'react-dom/client';
import { call } from '../api/call.js';
import { currentLanguage, startTexts } from '../i18n/i18n.js';
import { restoreTextSize } from '../ui/text-size.js';
import { App } from './app.js';
import { arrive } from './arrival.js';
import { openSeat } from './chunks.js';
import { Journey } from './journey.js';

// First of all: the secret leaves the address.
const arrival = arrive(location, history);
restoreTextSize();
const journey = new Journey(arrival, { call, openLive: openSeat, language: currentLanguage, showAddress: (path) => history.replaceState(history.state, '', path) });
await startTexts(['arrival']);
createRoot(document.getElementById('root') as HTMLElement).render(<App journey={journey} />);
