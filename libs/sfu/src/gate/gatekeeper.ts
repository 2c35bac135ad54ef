import type { ConnectGate } from '#group-room';
import { within } from '#kernel';
import { TokenVerifier } from 'livekit-server-sdk';
import type { LiveKitAccess } from '../livekit-access.js';
import { readGateRequest } from '../domain/gate-request.js';

/**
 * 401, 403 and 404 are final for LiveKit's client SDKs, so they are said only of what will not change by waiting: no such address, a pass
 * that is not ours or is over, a seat that may not come in. 503 is for every fault of ours; the SDKs try again.
 */
export type RefusalStatus = 401 | 403 | 404 | 503;

interface Refused {
  readonly kind: 'refused';
  readonly status: RefusalStatus;
}

/** A pass of ours that is still good, and where it wants to go. Whether its seat may come in is not asked yet. */
export interface GoodPass {
  readonly kind: 'pass';
  readonly identity: string;
  readonly room: string;
  readonly token: string;
  readonly path: string;
}

/** Clocks of two machines of ours may differ by this much. LiveKit itself grants a minute. */
const clockToleranceSeconds = 10;
const askMs = 3000;

/** Decides who reaches LiveKit's signalling: the token by its signature and time, then the seat behind it by the group room. */
export class Gatekeeper {
  private readonly verifier: TokenVerifier;

  /** fault: told when our own side could not answer; gets no token, URL or name. */
  constructor(
    access: LiveKitAccess,
    private readonly connectGate: Pick<ConnectGate, 'mayConnect'>,
    private readonly fault: (error: unknown) => void,
  ) {
    this.verifier = new TokenVerifier(access.apiKey, access.apiSecret);
  }

  /** The token by its signature and time. Never throws. */
  async read(url: string, authorization: string | undefined): Promise<GoodPass | Refused> {
    const request = readGateRequest(url, authorization);
    if (request.kind === 'refused') return request;
    const pass = await this.verify(request.token);
    if (!pass) return { kind: 'refused', status: 401 };
    const { identity, room } = pass;
    if (!identity || !room) return { kind: 'refused', status: 403 };
    return { kind: 'pass', identity, room, token: request.token, path: request.path };
  }

  /** The seat behind the pass, at every connect and reconnect. Never throws. */
  async admit(pass: GoodPass): Promise<GoodPass | Refused> {
    const status = await this.ask(pass.identity, pass.room);
    return status === 'yes' ? pass : { kind: 'refused', status };
  }

  /** Both at once. Never throws. */
  async decide(url: string, authorization: string | undefined): Promise<GoodPass | Refused> {
    const pass = await this.read(url, authorization);
    return pass.kind === 'refused' ? pass : this.admit(pass);
  }

  private async verify(token: string): Promise<{ identity: string | undefined; room: string | undefined } | undefined> {
    try {
      const { sub, video } = await this.verifier.verify(token, clockToleranceSeconds);
      return { identity: sub, room: video?.roomJoin === true ? video.room : undefined };
    } catch {
      return undefined;
    }
  }

  private async ask(identity: string, room: string): Promise<'yes' | 403 | 503> {
    try {
      const answer = await within(askMs, this.connectGate.mayConnect(identity, room));
      return answer === 'yes' ? 'yes' : answer === 'no' ? 403 : 503;
    } catch (error) {
      this.fault(error);
      return 503;
    }
  }
}
