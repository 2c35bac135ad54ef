import '../ui/styles.js';
import { createRoot } from 'react-dom/client';
import { call } from '../api/staff-call.js';
import { startTexts } from '../i18n/i18n.js';
import { restoreTextSize } from '../ui/text-size.js';
import { StaffEntry } from './entry.js';
import { SignInFlow } from './sign-in/sign-in-flow.js';

restoreTextSize();
const flow = new SignInFlow(call);
void flow.look();
await startTexts(['staff']);
createRoot(document.getElementById('root') as HTMLElement).render(<StaffEntry flow={flow} />);
