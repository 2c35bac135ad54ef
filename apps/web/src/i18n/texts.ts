import type { Language, Namespace } from './language.js';
import type { Texts } from './translate.js';

type Load = () => Promise<{ default: Texts }>;

/** One chunk for each language and part of the client: nobody loads words they will not read. */
export const texts: Record<Language, Record<Namespace, Load>> = {
  en: {
    ui: () => import('./en/ui.json', { with: { type: 'json' } }),
    arrival: () => import('./en/arrival.json', { with: { type: 'json' } }),
    patient: () => import('./en/patient.json', { with: { type: 'json' } }),
    room: () => import('./en/room.json', { with: { type: 'json' } }),
    staff: () => import('./en/staff.json', { with: { type: 'json' } }),
  },
  es: {
    ui: () => import('./es/ui.json', { with: { type: 'json' } }),
    arrival: () => import('./es/arrival.json', { with: { type: 'json' } }),
    patient: () => import('./es/patient.json', { with: { type: 'json' } }),
    room: () => import('./es/room.json', { with: { type: 'json' } }),
    staff: () => import('./es/staff.json', { with: { type: 'json' } }),
  },
};
