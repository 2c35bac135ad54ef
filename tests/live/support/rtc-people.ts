import { RtcPeople as People } from '../../../apps/clinic/src/demo/people/rtc-people.js';

/** Their process is the built one: Node runs it, not Jest. */
const program = new URL('../../../dist/apps/clinic/src/demo/people/rtc-people-process.js', import.meta.url);

export type RtcPeople = People;
/** The simulator's people, for tests. */
export const RtcPeople = { start: (): People => People.start(program) };
