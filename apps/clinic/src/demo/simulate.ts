import { Keyring } from '#platform';
import { parseArgs } from 'node:util';
import { demoClinic, type DemoPatient } from './demo-people.js';
import { DemoSecrets } from './demo-secrets.js';
import { RtcPeople, RtcPeopleGone } from './people/rtc-people.js';
import { SimulatedPatient, type SimulatedStep } from './people/simulated-patient.js';
import { SimulatedVisit, Refused } from './people/simulated-visit.js';
import { simulatedLinks, type SimulatedLink } from './simulate-links.js';

const most = 6;
const picture = { width: 320, height: 180, framesPerSecond: 10 } as const;

const words: Readonly<Record<SimulatedStep, string>> = {
  waits: 'waits in the lobby',
  held: 'is asked to wait a little',
  connects: 'is let in, and connects',
  in: 'is in the room',
  dropped: 'lost the connection, and comes back',
  back_in_lobby: 'is back in the lobby',
  removed: 'was asked to step out',
  ended: 'goes home: the group has ended',
  taken_over: 'is open somewhere else, and stays out of the way',
  left: 'has left',
};

/**
 * `npm run simulate -- --patients 6`: synthetic patients come by their links into the live block of the running demo, wait to be admitted,
 * and stay with a drawn picture until Ctrl-C or the end of the group.
 */
async function simulate(environment: NodeJS.ProcessEnv): Promise<void> {
  const { DATABASE_URL, STEPWELL_SECRET } = environment;
  if (!DATABASE_URL || !STEPWELL_SECRET) throw new Error('DATABASE_URL and STEPWELL_SECRET are needed: `npm run simulate` takes them from the running installation; a secret that you gave to `npm start` must be given here too.');
  const count = patientsWanted();
  const media = RtcPeople.start();
  const stopping = askedToStop();
  try {
    await requireMedia(media);
    const links = await simulatedLinks({ ...environment, DATABASE_URL }, count);
    const secrets = new DemoSecrets(Keyring.from(STEPWELL_SECRET));
    const group = links.map((link, index) => simulated(link, index, secrets, media));
    await Promise.race([comeAll(group).then(() => everyoneIsGone(group)), stopping]);
    await Promise.all(group.map(({ person }) => person.leave()));
  } finally {
    await media.stop();
  }
}

function patientsWanted(): number {
  const { patients } = parseArgs({ options: { patients: { type: 'string', default: String(most) } } }).values;
  const count = Number(patients);
  if (!Number.isInteger(count) || count < 1 || count > most) throw new Error(`--patients: a number from 1 to ${most}; the other patients of the demo are for you.`);
  return count;
}

async function requireMedia(media: RtcPeople): Promise<void> {
  await media.people().catch((error: unknown) => {
    if (!(error instanceof RtcPeopleGone)) throw error;
    throw new Error('The synthetic patients need the optional package @livekit/rtc-node, which is not here or has no build for this system. `npm install --include=optional` brings it where there is one.');
  });
}

interface Simulated {
  readonly name: string;
  readonly person: SimulatedPatient;
  readonly gone: Promise<void>;
  readonly isGone: () => void;
}

function simulated({ patient, address }: SimulatedLink, index: number, secrets: DemoSecrets, media: RtcPeople): Simulated {
  const way = { pin: secrets.pin(patient.familyName), shownName: patient.givenName, gate: answersOf(patient) };
  let isGone: () => void = () => {};
  const gone = new Promise<void>((resolve) => (isGone = resolve));
  const tell = (step: SimulatedStep): void => {
    console.log(`${patient.givenName} ${words[step]}`);
    if (step === 'left' || step === 'ended' || step === 'taken_over') isGone();
  };
  const person = new SimulatedPatient({ visit: new SimulatedVisit(address), way, media, send: { picture, watch: 'nobody', look: index + 1 }, tell });
  return { name: patient.givenName, person, gone, isGone };
}

/** Nobody of whom the gate has a question, so that "Admit all" takes everybody in. */
function answersOf({ phone }: DemoPatient) {
  return { place: 'home', address: '12 Sample Street, Sacramento', inState: true, alone: true, driving: false, callbackPhone: phone, emergencyName: 'Kim Sample', emergencyPhone: demoClinic.phone } as const;
}

/** One after the other, as people trickle in. */
async function comeAll(group: readonly Simulated[]): Promise<void> {
  for (const { name, person, isGone } of group) {
    await person.come().catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error;
      console.log(`${name} cannot come (${error.code})`);
      isGone();
    });
  }
  const waiting = group.filter(({ person }) => person.step === 'waits' || person.step === 'held').length;
  if (waiting > 0) console.log(`${waiting} ${waiting === 1 ? 'person waits' : 'people wait'}: press "Admit all" in the clinician's page. Ctrl-C: everybody leaves.`);
  else console.log('Ctrl-C: everybody leaves.');
}

async function everyoneIsGone(group: readonly Simulated[]): Promise<void> {
  await Promise.all(group.map(({ gone }) => gone));
}

function askedToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
}

try {
  await simulate(process.env);
} catch (error) {
  console.error(error instanceof Error ? error.message : 'The simulation could not begin');
  process.exitCode = 1;
}
