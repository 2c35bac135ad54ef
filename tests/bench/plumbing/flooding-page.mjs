import { openPage, serveWords } from './page-sockets.mjs';

const events = 2000;

// A page that floods. `open` opens the socket of the next person; `flood` sends all its events in one burst, and is over when each was answered or the
// server has ended the socket.
serveWords(({ origin, people }) => {
  let next = 0;
  let socket;

  const open = async () => void (socket = await openPage(origin, people[next++ % people.length]));

  const flood = () =>
    new Promise((done) => {
      let [served, refused] = [0, 0];
      const over = () => (socket.close(), done({ served, refused, unanswered: events - served - refused }));
      socket.once('disconnect', over);
      for (let sent = 0; sent < events; sent += 1) {
        socket.emit('seat.snapshot', {}, (answer) => {
          if (answer.ok) served += 1;
          else refused += 1;
          if (served + refused === events) over();
        });
      }
    });

  return { open, flood };
});
