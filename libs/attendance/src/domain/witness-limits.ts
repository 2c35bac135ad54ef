/**
 * What each witness can and cannot see, in milliseconds. Facts about LiveKit and browsers, not rules of a payer: a new LiveKit may change them,
 * and the live tests measure them again.
 */
export const witnessLimits = {
  /**
   * A `left` with CONNECTION_TIMEOUT comes this long after the last packet: 10 s until ICE is disconnected, 5 s until it failed, 5 s of
   * cleaning up, and delivery. Source: livekit-server 1.13 pkg/rtc/transport.go, participant.go; measured 20.0 to 22.2 s.
   */
  timeoutEarliest: 18_000,
  timeoutTypical: 21_000,
  timeoutLatest: 25_000,
  /**
   * An outage up to this long may leave no trace in LiveKit: no webhook, same SID, ACTIVE in each poll. Measured 37 of 37 for 8 and 15 s; a
   * dead browser can be pushed out by its successor until the time-out.
   */
  sfuBlind: 22_500,
  /** Beats that are this far apart are a pause: they come every 2 s. */
  beatPause: 6_000,
  /** After the last beat the next one would have come within this time. */
  beatReach: 4_000,
  /** Successful polls are at most this far apart: one each 10 to 15 s. */
  pollReach: 17_000,
  /** When we end a session ourselves, we ask within this time who is still there. */
  lastLook: 2_000,
  /** The shortest pause in media that counts as away: consent checks alone, in a silent room, keep the flow within it. */
  mediaPause: 4_000,
  /** Silence up to this long says nothing: consent checks come every 2 to 2.5 s. */
  mediaQuiet: 2_500,
  /** A page that reconnects in full leaves and joins again within this time. */
  rejoin: 5_000,
  /** Agreement of our clock with LiveKit's, and of signal with media. Both must run NTP. */
  stamp: 500,
  /** From joinedAt until media is up, when no witness bounds it better. Measured 0.3 to 0.8 s. */
  activation: 5_000,
} as const;
