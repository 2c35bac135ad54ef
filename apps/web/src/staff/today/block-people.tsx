import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/staff-call.js';
import { loadedFrom } from '../page-state.js';
import { serverAccess } from '../people/access-dialogs.js';
import { BlockPeopleList } from './block-people-list.js';

const askEvery = 10_000;

/** Who is missing from a block and how to reach them, asked for every ten seconds. */
export function BlockPeople({ sessionId, titled = false }: { sessionId: string; titled?: boolean }) {
  const people = useQuery({ queryKey: ['people', sessionId], queryFn: () => call('getSessionPeople', { sessionId }), refetchInterval: askEvery });
  return <BlockPeopleList loaded={loadedFrom(people)} titled={titled} access={serverAccess(sessionId)} onAgain={() => void people.refetch()} />;
}
