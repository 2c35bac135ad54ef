/** What of WebRTC is needed here: the tests' types know no browser. */
interface Candidate {
  readonly candidate?: string;
}
interface Description {
  readonly type: string;
  readonly sdp?: string;
}
interface Peer {
  readonly connectionState: string;
  addEventListener(name: string, listener: (event: { stopImmediatePropagation(): void }) => void): void;
  addIceCandidate(candidate?: Candidate | null): Promise<void>;
  setRemoteDescription(description: Description): Promise<void>;
  createOffer(options?: object): Promise<Description>;
  createAnswer(options?: object): Promise<Description>;
  getStats(): Promise<ReadonlyMap<string, { type: string; selectedCandidatePairId?: string; remoteCandidateId?: string; port?: number }>>;
}
interface World {
  RTCPeerConnection: new (...settings: object[]) => Peer;
  peers?: Peer[];
}

/**
 * Runs in a page before its own scripts: its media goes to `port` of this machine and nowhere else. Every address of the far end becomes that
 * port, its TCP addresses are dropped, and the page's own addresses are told to nobody, so that the far end can answer only to where it hears from.
 */
export function mediaByRelay(port: number): void {
  const world = globalThis as unknown as World;
  const Native = world.RTCPeerConnection;
  const peers: Peer[] = (world.peers = []);
  // candidate:<foundation> <component> <protocol> <priority> <address> <port> typ ...
  const routed = (line: string): string | null => {
    const [foundation, component, protocol, priority, , , ...rest] = line.split(' ');
    return protocol?.toLowerCase() === 'udp' ? [foundation, component, protocol, priority, '127.0.0.1', port, ...rest].join(' ') : null;
  };
  const lines = (description: Description, change: (line: string) => string | null): Description => ({
    type: description.type,
    sdp: (description.sdp ?? '').split('\r\n').map((line) => (line.startsWith('a=candidate:') ? change(line) : line)).filter((line) => line !== null).join('\r\n'),
  });
  world.RTCPeerConnection = class extends Native {
    constructor(...settings: object[]) {
      super(...settings);
      peers.push(this);
      // The first listener: no other hears of it.
      super.addEventListener('icecandidate', (event) => event.stopImmediatePropagation());
    }
    override async addIceCandidate(given?: Candidate | null): Promise<void> {
      if (!given?.candidate) return super.addIceCandidate(given);
      const candidate = routed(given.candidate);
      if (candidate) await super.addIceCandidate({ ...JSON.parse(JSON.stringify(given)), candidate } as Candidate);
    }
    override setRemoteDescription(description: Description): Promise<void> {
      return super.setRemoteDescription(lines(description, routed));
    }
    override async createOffer(options?: object): Promise<Description> {
      return lines(await super.createOffer(options), () => null);
    }
    override async createAnswer(options?: object): Promise<Description> {
      return lines(await super.createAnswer(options), () => null);
    }
  };
}

/** Runs in such a page: the far ports over which its living connections go. */
export async function mediaPorts(): Promise<number[]> {
  const { peers = [] } = globalThis as unknown as World;
  const ports = peers.filter(({ connectionState }) => connectionState === 'connected').map(async (peer) => {
    const stats = await peer.getStats();
    const pairs = [...stats.values()].flatMap(({ selectedCandidatePairId }) => stats.get(selectedCandidatePairId ?? '') ?? []);
    return pairs.map(({ remoteCandidateId }) => stats.get(remoteCandidateId ?? '')?.port ?? 0);
  });
  return (await Promise.all(ports)).flat();
}
