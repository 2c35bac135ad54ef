/** The longest header of a frame: two bytes, an eight byte length, a four byte mask (RFC 6455, 5.2). */
const longestHeader = 14;

/**
 * Measures the websocket messages that pass by, in any chunking, without keeping or unmasking them.
 *
 * A message may come in several frames; control frames in between are not part of it. Compressed frames would be measured as sent, so
 * whoever uses this negotiates no compression.
 */
export class FrameMeter {
  private readonly header = new Uint8Array(longestHeader);
  private held = 0;
  private payloadLeft = 0;
  private messageBytes = 0;

  /** maxMessageBytes: the payload of one message, over all of its frames. */
  constructor(private readonly maxMessageBytes: number) {}

  /** Whether all messages begun so far are within the limit. After one `false` the connection has to go. Never throws. */
  admits(chunk: Uint8Array): boolean {
    let at = 0;
    while (at < chunk.length) {
      if (this.payloadLeft > 0) {
        const passed = Math.min(this.payloadLeft, chunk.length - at);
        this.payloadLeft -= passed;
        at += passed;
        continue;
      }
      this.header[this.held++] = chunk[at++]!;
      if (this.held >= this.headerLength() && !this.beginFrame()) return false;
    }
    return true;
  }

  private headerLength(): number {
    if (this.held < 2) return 2;
    const length = this.header[1]! & 0x7f;
    const masked = (this.header[1]! & 0x80) === 0 ? 0 : 4;
    return 2 + (length === 126 ? 2 : length === 127 ? 8 : 0) + masked;
  }

  private beginFrame(): boolean {
    const isControl = (this.header[0]! & 0x08) !== 0;
    const isLast = (this.header[0]! & 0x80) !== 0;
    this.payloadLeft = this.payloadLength();
    this.held = 0;
    if (isControl) return this.payloadLeft <= 125;
    this.messageBytes += this.payloadLeft;
    if (this.messageBytes > this.maxMessageBytes) return false;
    if (isLast) this.messageBytes = 0;
    return true;
  }

  private payloadLength(): number {
    const short = this.header[1]! & 0x7f;
    if (short < 126) return short;
    const bytes = new DataView(this.header.buffer);
    return short === 126 ? bytes.getUint16(2) : bytes.getUint32(2) * 2 ** 32 + bytes.getUint32(6);
  }
}
