interface Transport {
  getStats(): Promise<RTCStatsReport>;
}

interface PairStats {
  readonly type: string;
  readonly packetsReceived?: number;
  readonly responsesReceived?: number;
  readonly requestsReceived?: number;
  readonly bytesReceived?: number;
}

/**
 * A number that grows with every packet from the far end of these transports, consent checks included, so that a silent room is not taken for
 * a cut line. Null when there is none. Source: W3C webrtc-stats, candidate-pair; in Chromium the pair counts packets of both kinds.
 */
export async function receivedIn(transports: readonly (Transport | undefined)[]): Promise<number | null> {
  const there = transports.filter((transport) => transport !== undefined);
  if (there.length === 0) return null;
  const reports = await Promise.all(there.map((transport) => transport.getStats()));
  return reports.reduce((sum, report) => sum + inReport(report), 0);
}

function inReport(report: RTCStatsReport): number {
  let sum = 0;
  report.forEach((row: PairStats) => {
    if (row.type !== 'candidate-pair') return;
    sum += (row.packetsReceived ?? 0) + (row.responsesReceived ?? 0) + (row.requestsReceived ?? 0) + (row.bytesReceived ?? 0);
  });
  return sum;
}
