import type { RoomPass } from '#contracts/routes';
import type { SeatLive } from '../api/live-client.js';
import type { OwnMedia } from './media/own-media.js';
import type { OwnWishes } from '../room/link/own-wishes.js';
import type { loadRoom } from './room-chunk.js';

type RoomChunk = Awaited<ReturnType<typeof loadRoom>>;

/** Somebody who may go in now. */
export interface Admitted {
  readonly seatId: string;
  readonly live: SeatLive;
  readonly pass: RoomPass;
}

/** Slower than this to reach the media server, and the room's screen shows how it goes, ms. */
const screenAfter = 400;

/**
 * Opens the room in the moment the pass comes. Connecting goes first and the screen follows, because drawing the room would stand in the
 * way of the connection for as long as it takes a phone to draw.
 */
export class RoomDoor {
  entered: { readonly store: ReturnType<RoomChunk['enterRoom']>; readonly PatientRoom: RoomChunk['PatientRoom'] } | null = null;
  /** Why the room's code could not be had; the page shows its fault screen. */
  fault: Error | null = null;
  private chunk: RoomChunk | null = null;

  constructor(
    private readonly media: Pick<OwnMedia, 'state'>,
    private readonly wishes: OwnWishes,
    private readonly load: typeof loadRoom,
  ) {}

  /** Has the room's code at hand, so that `open` need not wait for it. Never throws. */
  readonly prepare = (): void => {
    void this.load().then(
      (chunk) => (this.chunk = chunk),
      () => undefined,
    );
  };

  /** Enters; resolves when the screen may follow. Never rejects: see `fault`. */
  readonly open = async ({ seatId, live, pass }: Admitted): Promise<void> => {
    try {
      const { enterRoom, PatientRoom } = this.chunk ?? (await this.load());
      const { stream, camera } = this.media.state();
      // The pass says what holds now: this page may have read its visit before another one took a break.
      this.wishes.hear(pass.wishes);
      const wanted = this.wishes.now();
      const choices = { microphone: false, camera: camera && wanted.camera && !wanted.onBreak };
      const store = enterRoom({ seatId, live, pass, stream, choices, wishes: this.wishes });
      this.entered = { store, PatientRoom };
      await Promise.race([store.underWay, new Promise((resolve) => setTimeout(resolve, screenAfter))]);
    } catch (thrown) {
      this.fault = thrown instanceof Error ? thrown : new Error(String(thrown));
    }
  };

  /** For a room whose screen never came: the visit went elsewhere meanwhile. */
  readonly close = (): void => {
    this.entered?.store.dispose();
    this.entered = null;
  };
}
