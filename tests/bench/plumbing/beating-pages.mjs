import { openPage, serveWords } from './page-sockets.mjs';

const beatEveryMs = 2000;
const openedAtOnce = 20;

// Pages that beat every 2 s, spread over that time as people's are. `open` opens them all; `count` says what became of the beats since it was asked last.
serveWords(({ origin, people }) => {
  let counts = { answered: 0, refused: 0 };
  const sockets = [];

  const beginBeating = (socket, place) => {
    const began = performance.now();
    const age = () => Math.round(performance.now() - began);
    const beat = () => ({ participantSid: `PA_crowd${place}`, connection: 'connected', sentMs: Date.now(), mediaForMs: age(), mediaPausedMs: null, mediaIdleMs: 20, visible: true, microphone: true, camera: true });
    const heard = (answer) => void (counts[answer.ok ? 'answered' : 'refused'] += 1);
    const send = () => socket.emit('beat', beat(), heard);
    setTimeout(() => setInterval(send, beatEveryMs), (place / people.length) * beatEveryMs);
  };

  const open = async () => {
    for (let from = 0; from < people.length; from += openedAtOnce) sockets.push(...(await Promise.all(people.slice(from, from + openedAtOnce).map((person) => openPage(origin, person)))));
    sockets.forEach(beginBeating);
  };

  const count = () => {
    const was = { ...counts, open: sockets.filter(({ connected }) => connected).length };
    counts = { answered: 0, refused: 0 };
    return was;
  };

  return { open, count };
});
