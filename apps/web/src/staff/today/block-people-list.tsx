import { useTranslation } from 'react-i18next';
import type { RouteOutput, SessionPerson } from '#contracts/routes';
import { Heading } from '../../ui/heading.js';
import { Chip } from '../../ui/notice.js';
import { PageState, type Loaded } from '../page-state.js';
import { PersonAccess, type Access } from '../people/access-dialogs.js';
import { useStateWords } from '../people/state-words.js';

interface BlockPeopleListProps {
  readonly loaded: Loaded<RouteOutput<'getSessionPeople'>>;
  readonly titled?: boolean;
  readonly skeletonAt?: number;
  readonly access: Access;
  onAgain: () => void;
}

const away: readonly SessionPerson['state'][] = ['dropped', 'expected', 'left', 'checking'];
const order: readonly SessionPerson['state'][] = ['dropped', 'expected', 'checking', 'left', 'waiting', 'held', 'removed', 'admitted', 'in'];

/** Patients and guests of a block, those who are missing first, each with a number to call and a new way in. */
export function BlockPeopleList({ loaded, titled = false, skeletonAt, access, onAgain }: BlockPeopleListProps) {
  const { t } = useTranslation('staff');
  return (
    <PageState loaded={loaded} onAgain={onAgain} skeletonAt={skeletonAt}>
      {({ block, people }) => {
        const guests = people.filter(({ role }) => role === 'patient' || role === 'guest').sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || a.fullName.localeCompare(b.fullName));
        return (
          <>
            {titled && <Heading>{block.title}</Heading>}
            {guests.length === 0 && <p className="page-sub">{t('people.none')}</p>}
            <ul className="people">
              {guests.map((person) => (
                <PersonRow key={person.seatId} person={person} access={block.may.includes('give_access') ? access : null} />
              ))}
            </ul>
          </>
        );
      }}
    </PageState>
  );
}

function PersonRow({ person, access }: { person: SessionPerson; access: Access | null }) {
  const { t } = useTranslation('staff');
  const stateWords = useStateWords();
  const missing = away.includes(person.state);
  return (
    <li className="person">
      <div className="person-words">
        <b>{person.fullName}</b>
        {person.shownName && person.shownName !== person.fullName && <span className="page-sub"> {t('people.shownAs', { name: person.shownName })}</span>}
        <p className="page-sub tabular">
          {stateWords.state(person.state, person.since)} {!person.linkWorks && <Chip tone="notice">{t('people.linkDead')}</Chip>}
          {person.linkDevices > 1 && <Chip tone="notice">{t('people.devices', { count: person.linkDevices })}</Chip>}
        </p>
      </div>
      <PersonAccess seatId={person.seatId} name={person.fullName} phone={person.phone} access={access} prominent={missing} />
    </li>
  );
}
