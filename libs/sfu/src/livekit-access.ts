/** Where LiveKit is and the key pair it knows. Secret: never logged, never sent to a browser. A DI token. */
export class LiveKitAccess {
  /** Its HTTP address, whichever of http, https, ws or wss the setting was written with. */
  readonly address: URL;

  /** Throws when `url` is no address. */
  constructor(
    url: string,
    readonly apiKey: string,
    readonly apiSecret: string,
  ) {
    this.address = new URL(url.replace(/^ws/, 'http'));
  }
}
