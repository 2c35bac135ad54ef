interface Transport {
  getStats(): Promise<ReadonlyMap<string, unknown>>;
}

interface PairStats {
  readonly type: string;
  readonly id: string;
  readonly packetsReceived?: number;
  readonly responsesReceived?: number;
  readonly requestsReceived?: number;
  readonly bytesReceived?: number;
}

/**
 * Counts what came from the far end, consent checks included, so that a silent room is not taken for a cut line. Pairs are counted one by
 * one: an ICE restart drops the old ones with their counts, which must not look like news from the far end.
 * Source: W3C webrtc-stats, candidate-pair; in Chromium a pair counts its data and, apart from that, its checks.
 */
export class PacketsReceived {
  private readonly byPair = new Map<string, number>();
  private sum = 0;

  /** A number that grows with every packet that came over these transports; null when there is none. */
  async read(transports: readonly (Transport | undefined)[]): Promise<number | null> {
    const there = transports.filter((transport) => transport !== undefined);
    if (there.length === 0) return null;
    const reports = await Promise.all(there.map((transport) => transport.getStats()));
    reports.forEach((report, at) => report.forEach((row) => this.count(row as PairStats, at)));
    return this.sum;
  }

  private count(row: PairStats, transport: number): void {
    if (row.type !== 'candidate-pair') return;
    const key = `${transport} ${row.id}`;
    const now = (row.packetsReceived ?? 0) + (row.responsesReceived ?? 0) + (row.requestsReceived ?? 0) + (row.bytesReceived ?? 0);
    this.sum += Math.max(0, now - (this.byPair.get(key) ?? 0));
    this.byPair.set(key, now);
  }
}
