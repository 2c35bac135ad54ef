import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';

const loopback = '127.0.0.1';

/** One person's way to the media port of LiveKit and back. While it is cut every packet is lost, both ways, and nobody is told. */
export class SilentUdp {
  /** Packets that came through, both ways. */
  passed = 0;
  /** When the browser was sent its first packet since the mend, epoch milliseconds. */
  backAt = 0;
  private isCut = false;
  /** Each address of the browser has one of its own towards LiveKit, which knows the browser by nothing else. */
  private readonly ups = new Map<string, Socket>();

  private constructor(
    private readonly listener: Socket,
    private readonly mediaPort: number,
  ) {
    listener.on('message', (packet, from) => this.through(() => this.upOf(from).send(packet, this.mediaPort, loopback)));
  }

  static async open(mediaPort: number): Promise<SilentUdp> {
    const listener = createSocket('udp4');
    await once(listener.bind(0, loopback), 'listening');
    return new SilentUdp(listener, mediaPort);
  }

  get port(): number {
    return this.listener.address().port;
  }

  cut(): void {
    this.isCut = true;
  }

  mend(): void {
    this.isCut = false;
    this.backAt = 0;
  }

  close(): void {
    for (const socket of [this.listener, ...this.ups.values()]) socket.close();
  }

  private through(send: () => void): void {
    if (this.isCut) return;
    this.passed += 1;
    send();
  }

  private back(packet: Buffer, port: number, address: string): void {
    this.backAt ||= Date.now();
    this.listener.send(packet, port, address);
  }

  private upOf({ address, port }: RemoteInfo): Socket {
    const key = `${address}:${port}`;
    const known = this.ups.get(key);
    if (known) return known;
    const up = createSocket('udp4').on('message', (packet) => this.through(() => this.back(packet, port, address)));
    this.ups.set(key, up);
    return up;
  }
}
