import { Injectable } from '@nestjs/common';
import { parse, serialize } from 'cookie';
import type { FastifyReply } from 'fastify';
import { Config } from '../config/config.js';

export type CookieName = 'staff' | 'device' | 'second-step' | 'known';

/** Reads and writes our few cookies: HttpOnly, this origin only, `__Host-` and Secure on https. */
@Injectable()
export class Cookies {
  constructor(private readonly config: Config) {}

  /** Our cookies by plain name; everything foreign is left out. Never throws. */
  read(header: string | undefined): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    if (!header) return found;
    const all = parse(header);
    for (const name of ['staff', 'device', 'second-step', 'known'] as const) {
      const value = all[this.config.cookieName(name)];
      if (value) found.set(name, value);
    }
    return found;
  }

  set(reply: FastifyReply, name: CookieName, value: string, maxAgeSeconds: number): void {
    this.write(reply, name, value, maxAgeSeconds);
  }

  clear(reply: FastifyReply, name: CookieName): void {
    this.write(reply, name, '', 0);
  }

  private write(reply: FastifyReply, name: CookieName, value: string, maxAge: number): void {
    const cookie = serialize(this.config.cookieName(name), value, {
      path: '/',
      httpOnly: true,
      secure: this.config.isHttps,
      // A patient comes from a message app, so the device cookie must go along on a first navigation; writes are guarded by origin.
      sameSite: name === 'device' ? 'lax' : 'strict',
      maxAge,
    });
    const before = reply.getHeader('set-cookie');
    const list = before === undefined ? [] : Array.isArray(before) ? before : [String(before)];
    reply.header('set-cookie', [...list, cookie]);
  }
}
