import './today.css';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BlockCard, RouteOutput } from '#contracts/routes';
import { ButtonLink } from '../../ui/button.js';
import { Heading } from '../../ui/heading.js';
import { Chip } from '../../ui/notice.js';
import { clockTime, dayName } from '../../ui/time-words.js';
import { sessionAddress } from '../addresses.js';
import { spanWords } from '../span-words.js';
import { PageState, type Loaded } from '../page-state.js';

type Today = RouteOutput<'getToday'>;

interface TodayScreenProps {
  readonly loaded: Loaded<Today>;
  /** Whether the list holds more than the person's own blocks. */
  readonly seesOthers: boolean;
  readonly skeletonAt?: number;
  onAgain: () => void;
  onOpen: (where: 'room' | 'attendance', sessionId: string) => void;
  /** Who is missing from one block, with the ways to reach them. */
  people: (sessionId: string) => ReactNode;
}

/** The day as a list: what is on now first to the eye, everything else calm. */
export function TodayScreen({ loaded, seesOthers, skeletonAt, onAgain, onOpen, people }: TodayScreenProps) {
  const { t, i18n } = useTranslation('staff');
  return (
    <div className="today">
      <div className="page-head">
        <Heading>{t('today.title')}</Heading>
        {loaded.kind === 'here' && <p className="page-sub">{dayName(loaded.value.now, loaded.value.zone, i18n.language)}</p>}
      </div>
      <PageState loaded={loaded} onAgain={onAgain} skeletonAt={skeletonAt}>
        {({ blocks, now }) =>
          blocks.length === 0 ? (
            <div className="card today-empty">
              <p>{t(seesOthers ? 'today.emptyOfAll' : 'today.empty')}</p>
            </div>
          ) : (
            <ul className="today-blocks">
              {blocks.map((block) => (
                <Block key={block.sessionId} block={block} now={now} onOpen={onOpen} people={people} />
              ))}
            </ul>
          )
        }
      </PageState>
    </div>
  );
}

type BlockProps = { block: BlockCard; now: string } & Pick<TodayScreenProps, 'onOpen' | 'people'>;

function Block({ block, now, onOpen, people }: BlockProps) {
  const { t, i18n } = useTranslation('staff');
  const { sessionId, zone, from, to, state, may, lobbyOpensAt } = block;
  const open = state === 'live' || (state === 'planned' && Date.parse(now) >= Date.parse(lobbyOpensAt));
  // Who can bring somebody back and has no room of their own to open looks after those who are missing.
  const [shown, setShown] = useState(open && may.includes('give_access') && !may.includes('open_room'));
  const time = (at: string): string => clockTime(at, zone, i18n.language);
  return (
    <li className={`card block ${open ? 'block-open' : ''}`}>
      <div className="block-top">
        <div className="block-words">
          <p className="block-time tabular">
            {spanWords(from, to, zone, i18n.language)}
          </p>
          <h2>{block.title}</h2>
          <p className="page-sub">{[block.cohort !== block.title && block.cohort, block.hosts.length > 0 && t('today.with', { hosts: new Intl.ListFormat(i18n.language).format(block.hosts) })].filter(Boolean).join(' · ')}</p>
        </div>
        <BlockState block={block} open={open} lobbyTime={time(lobbyOpensAt)} />
        <div className="block-acts">
          {may.includes('open_room') && open && (
            <ButtonLink look="primary" icon="camera" href={sessionAddress(sessionId, 'room')} onFollow={() => onOpen('room', sessionId)}>
              {t('today.openRoom')}
            </ButtonLink>
          )}
          {may.includes('read_people') && (
            <ButtonLink aria-expanded={shown} href={sessionAddress(sessionId)} onFollow={() => setShown(!shown)}>
              {t('today.people')}
            </ButtonLink>
          )}
          {may.includes('read_attendance') && state !== 'planned' && (
            <ButtonLink href={sessionAddress(sessionId, 'attendance')} onFollow={() => onOpen('attendance', sessionId)}>
              {t('today.attendance')}
            </ButtonLink>
          )}
        </div>
      </div>
      {shown && <div className="block-people">{people(sessionId)}</div>}
    </li>
  );
}

function BlockState({ block, open, lobbyTime }: { block: BlockCard; open: boolean; lobbyTime: string }) {
  const { t } = useTranslation('staff');
  const { people, state } = block;
  const counts = people && [people.waiting > 0 && t('today.waiting', { count: people.waiting }), people.inRoom > 0 && t('today.inRoom', { count: people.inRoom }), t('today.expected', { count: people.expected })].filter(Boolean).join(' · ');
  return (
    <p className="block-state">
      {state === 'live' && <Chip tone="ok">{t('today.live')}</Chip>}
      {state === 'ended' && <Chip>{t('today.ended')}</Chip>}
      {state === 'planned' && (open ? <Chip tone="notice">{t('today.lobbyOpen')}</Chip> : <Chip>{t('today.lobbyOpens', { time: lobbyTime })}</Chip>)}
      {counts && <span className="page-sub tabular">{counts}</span>}
    </p>
  );
}
