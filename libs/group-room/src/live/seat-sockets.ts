import { live } from '#contracts';
import type { OpenSocket } from '#identity';
import type { SeatId, SessionId } from '#kernel';
import type { SocketIdentity } from '#platform';
import type { PushName } from '#contracts/routes';
import { Injectable } from '@nestjs/common';
import type { Namespace } from 'socket.io';
import type { z } from 'zod';

type Sent<Name extends PushName> = z.output<(typeof live.pushes)[Name]>;

const staffOf = (sessionId: SessionId) => `session:${sessionId}:staff`;
const seatsOf = (sessionId: SessionId) => `session:${sessionId}:seats`;
const oneSeat = (seatId: SeatId) => `seat:${seatId}`;
const allOf = (sessionId: SessionId) => `session:${sessionId}`;
const heldBy = (holderId: string) => `held-by:${holderId}`;

/**
 * The sockets of the group room by whom they belong to, over all processes. Holds no state but Socket.IO's own. Everything pushed is
 * stripped to its schema. Without a namespace (a process that serves no sockets) all of it does nothing.
 */
@Injectable()
export class SeatSockets {
  private namespace: Namespace | undefined;

  /** Called once by the gateway. */
  serve(namespace: Namespace): void {
    this.namespace = namespace;
  }

  toStaff(sessionId: SessionId, delta: Sent<'staff.delta'>): void {
    this.push(staffOf(sessionId), 'staff.delta', delta);
  }

  toSeats(sessionId: SessionId, delta: Sent<'seats.delta'>): void {
    this.push(seatsOf(sessionId), 'seats.delta', delta);
  }

  toSeat(seatId: SeatId, delta: Sent<'own.delta'>): void {
    this.push(oneSeat(seatId), 'own.delta', delta);
  }

  /** From now on this seat hears who is in the room. */
  letHear(seatId: SeatId, sessionId: SessionId): void {
    this.namespace?.in(oneSeat(seatId)).socketsJoin(seatsOf(sessionId));
  }

  letHearNoMore(seatId: SeatId, sessionId: SessionId): void {
    this.namespace?.in(oneSeat(seatId)).socketsLeave(seatsOf(sessionId));
  }

  /** Whether another page of this seat is connected. `tabId`: the page that asks; a page that names no tab takes every socket for another. */
  async isOpenElsewhere(seatId: SeatId, tabId: string | undefined): Promise<boolean> {
    const sockets = (await this.namespace?.in(oneSeat(seatId)).fetchSockets()) ?? [];
    return sockets.some((socket) => tabId === undefined || tabOf(socket.handshake.auth) !== tabId);
  }

  /** Tells every other page of this seat that it was opened elsewhere, and ends their sockets, so that they get no pass any more. */
  async takeOver(seatId: SeatId, tabId: string | undefined): Promise<void> {
    const sockets = (await this.namespace?.in(oneSeat(seatId)).fetchSockets()) ?? [];
    for (const socket of sockets) {
      if (tabId !== undefined && tabOf(socket.handshake.auth) === tabId) continue;
      socket.emit('seat.taken-over', {});
      socket.disconnect();
    }
  }

  /** The open sockets of a session or of one seat, over all processes. */
  async openAt(where: { sessionId: SessionId } | { seatId: SeatId }): Promise<OpenSocket[]> {
    return known(await this.namespace?.in('seatId' in where ? oneSeat(where.seatId) : allOf(where.sessionId)).fetchSockets());
  }

  /** All open sockets of this process. */
  async openHere(): Promise<OpenSocket[]> {
    return known(await this.namespace?.local.fetchSockets());
  }

  /** Ends sockets by their ids. Their pages come back, and are told at the door why they may not. */
  cut(socketIds: readonly string[]): void {
    if (socketIds.length > 0) this.namespace?.in([...socketIds]).disconnectSockets(true);
  }

  /** Ends every socket that one of these devices or sign-ins had proved. */
  cutHeldBy(holders: readonly string[]): void {
    if (holders.length > 0) this.namespace?.in(holders.map(heldBy)).disconnectSockets(true);
  }

  /** Ends every socket of this seat. Its pages come back, and are told at the door that it is no longer theirs. */
  cutSeat(seatId: SeatId): void {
    this.namespace?.in(oneSeat(seatId)).disconnectSockets(true);
  }

  private push<Name extends PushName>(room: string, name: Name, payload: Sent<Name>): void {
    this.namespace?.in(room).emit(name, live.pushes[name].parse(payload));
  }
}

/** Socket.IO rooms that a new socket joins; a seat's room of peers comes with its first snapshot. */
export function firstRoomsOf({ as, seatId, sessionId, holderId }: SocketIdentity): string[] {
  const rooms = [oneSeat(seatId), allOf(sessionId), heldBy(holderId)];
  return as === 'host' ? [...rooms, staffOf(sessionId)] : rooms;
}

function known(sockets: readonly { id: string; data: unknown }[] = []): OpenSocket[] {
  return sockets.flatMap(({ id, data }) => {
    const { identity } = data as { identity?: SocketIdentity };
    return identity ? [{ socketId: id, identity }] : [];
  });
}

function tabOf(handshakeAuth: Record<string, unknown>): unknown {
  return handshakeAuth['tabId'];
}
