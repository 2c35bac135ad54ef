import { readConfig, serve } from '#platform';
import { createClinicApp } from './clinic-app.js';

await serve(() => createClinicApp(readConfig(process.env)));
