import { getRouteApi } from '@tanstack/react-router';
import { BlockPeople } from './block-people.js';

const route = getRouteApi('/pages/staff/sessions/$sessionId');

/** The people of one block on a page of their own, for a link from elsewhere. */
export function BlockPage() {
  const { sessionId } = route.useParams();
  return <BlockPeople sessionId={sessionId} titled />;
}
