import type { PersonId } from '#kernel';

/**
 * Where people are connected right now. A port and a DI token: the group room owns sockets, passes and connections to the SFU, and
 * implements it; identity tells it what was taken away. A process without live rooms has none: the rooms' own process proves its
 * sockets every few seconds and finds out by itself.
 */
export abstract class LivePlaces {
  /**
   * Puts a person out of every place that they hold by one of `holders` (ids of devices or sign-ins): the seats' passes end within the
   * open transaction, which must be the one that takes away what is taken; sockets and connections after its commit. A place that the
   * person holds by something else as well stays theirs. Safe to repeat.
   */
  abstract putOut(personId: PersonId, holders: readonly string[]): Promise<void>;
}
