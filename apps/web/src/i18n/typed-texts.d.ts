import 'i18next';
import type arrival from './en/arrival.json';
import type patient from './en/patient.json';
import type room from './en/room.json';
import type staff from './en/staff.json';
import type ui from './en/ui.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'ui';
    resources: { ui: typeof ui; arrival: typeof arrival; patient: typeof patient; room: typeof room; staff: typeof staff };
  }
}
