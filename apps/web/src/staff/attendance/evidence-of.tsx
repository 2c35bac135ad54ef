import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/staff-call.js';
import { loadedFrom } from '../page-state.js';
import type { ChosenEdge } from './attendance-screen.js';
import { EvidencePanel } from './evidence-panel.js';

/** The evidence rows behind one edge, asked for when it is opened. */
export function EvidenceOf({ sessionId, chosen, onClose }: { sessionId: string; chosen: ChosenEdge; onClose: () => void }) {
  const { seatId } = chosen.person;
  const evidence = useQuery({ queryKey: ['evidence', sessionId, seatId], queryFn: () => call('getEvidence', { sessionId, seatId }) });
  return <EvidencePanel chosen={chosen} loaded={loadedFrom(evidence)} onAgain={() => void evidence.refetch()} onClose={onClose} />;
}
