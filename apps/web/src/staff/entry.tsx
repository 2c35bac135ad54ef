import { lazy, Suspense, useSyncExternalStore } from 'react';
import { Skeleton } from '../ui/skeleton.js';
import type { SignInFlow } from './sign-in/sign-in-flow.js';
import { SignInScreen } from './sign-in/sign-in-screen.js';

const StaffApp = lazy(async () => ({ default: (await import('./app.js')).StaffApp }));

/** The door or what is behind it. The group room stays on while its door is locked: it is held by the host's seat, not by the sign-in. */
export function StaffEntry({ flow }: { flow: SignInFlow }) {
  const state = useSyncExternalStore(flow.subscribe, flow.state);
  if (state.step === 'looking') return <Waiting />;
  if (state.step !== 'inside' || !state.me) return <SignInScreen state={state} acts={flow} />;
  return (
    <Suspense fallback={<Waiting />}>
      <StaffApp me={state.me} flow={flow} />
    </Suspense>
  );
}

function Waiting() {
  return (
    <main className="door-main">
      <Skeleton />
    </main>
  );
}
