import './staff.css';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import type { Me } from '#contracts/routes';
import { CallError, codeOf } from '../api/call-error.js';
import { SignInEnd } from './sign-in/sign-in-end.js';
import type { SignInFlow } from './sign-in/sign-in-flow.js';
import { makeRouter } from './routes.js';
import { StaffPerson, type StaffContext } from './staff-context.js';

/** Everything behind the sign-in. */
export function StaffApp({ me, flow }: { me: Me; flow: SignInFlow }) {
  const [over, setOver] = useState(false);
  const signInOver = useCallback(() => setOver(true), []);
  const [{ client, holdRoom, router }] = useState(() => makeParts(flow, signInOver));
  const context: StaffContext = { me, signOut: () => void flow.signOut(), holdRoom, signInOver };
  return (
    <StaffPerson value={context}>
      <QueryClientProvider client={client}>
        <SignInEnd endsAt={me.signInEndsAt} zone={me.clinic.zone} over={over} onAgain={flow.signInAgain} />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StaffPerson>
  );
}

function makeParts(flow: SignInFlow, signInOver: () => void) {
  let roomHeld = false;
  const refused = (thrown: Error): void => {
    const code = codeOf(thrown);
    const locked = code === 'not_signed_in' || code === 'signed_out_idle' || code === 'clinic_needed';
    if (locked && !roomHeld) flow.refused(code);
    else if (code === 'not_signed_in') signInOver();
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: refused }),
    defaultOptions: { queries: { retry: (failures, thrown) => thrown instanceof CallError && thrown.passing && failures < 2, staleTime: 5_000 } },
  });
  return { client, router: makeRouter(), holdRoom: (held: boolean): void => void (roomHeld = held) };
}
