import type { Locale } from '#kernel';
import type { OutputOf, visit } from '#contracts';
import type { VisitorPrincipal } from '#identity';
import { Database } from '#platform';
import { Injectable } from '@nestjs/common';
import { hostInside } from '../domain/session-life.js';
import { visitStep, type VisitFacts } from '../domain/visit-step.js';
import { Agreements } from '../persistence/agreements.js';
import { HelpRequests } from '../persistence/help-requests.js';
import { LiveViews } from '../persistence/live-views.js';
import { MediaWishTable } from '../persistence/media-wishes.js';
import { VisitCards, type VisitCard } from '../persistence/visit-cards.js';
import { VisitQuestions } from './visit-questions.js';

export type Visit = OutputOf<typeof visit.getVisit>;

/** Where a person stands, whatever device, tab or reload they come from. Changes nothing. */
@Injectable()
export class ReadVisit {
  constructor(
    private readonly database: Database,
    private readonly cards: VisitCards,
    private readonly questions: VisitQuestions,
    private readonly agreements: Agreements,
    private readonly views: LiveViews,
    private readonly help: HelpRequests,
    private readonly wishes: MediaWishTable,
  ) {}

  /** In its own transaction as the visitor, or in the open one. `locale`: the language of the page; else the person's own. */
  async run(visitor: VisitorPrincipal, locale?: Locale): Promise<Visit> {
    return this.database.withPrincipal(visitor, async () => {
      const card = await this.cards.of(visitor.seatId);
      if (!visitor.trusted) return beforePin(visitor, card);
      const { facts, lastGate } = await this.questions.answered(visitor, card, true);
      const step = visitStep(facts);
      const { sessionId, seatId } = visitor;
      const [standings, help, wishes] = await Promise.all([this.views.standings(sessionId, [seatId]), this.help.own(sessionId, [seatId]), this.wishes.of(seatId)]);
      const own = standings.get(seatId);
      return {
        ...beforePin(visitor, card),
        step,
        pinTriesLeft: null,
        session: sessionOf(card, facts),
        givenName: card.givenName,
        shownName: card.shownName ?? card.lastShownName,
        lastGate,
        agreement: step === 'agreement' || step === 'declined' ? ((await this.agreements.inForce(locale ?? card.locale)) ?? null) : null,
        waitingSince: own?.waitingSince ?? null,
        hold: own?.hold ?? null,
        mayReturn: own?.mayReturn ?? null,
        help: help.get(seatId) ?? null,
        wishes,
      };
    });
  }
}

/** All that a device may know that has opened a link and proved nothing else. */
function beforePin(visitor: VisitorPrincipal, card: VisitCard): Visit {
  return {
    step: 'pin',
    seatId: visitor.seatId,
    clinic: card.clinic,
    locale: card.locale,
    pinTriesLeft: visitor.pinTriesLeft,
    session: null,
    givenName: null,
    shownName: null,
    lastGate: null,
    agreement: null,
    waitingSince: null,
    hold: null,
    mayReturn: null,
    help: null,
    wishes: null,
  };
}

function sessionOf(card: VisitCard, facts: VisitFacts): Visit['session'] {
  return {
    title: card.title,
    zone: card.zone,
    startsAt: card.plannedFrom.toISOString(),
    endsAt: card.plannedTo.toISOString(),
    lobbyOpensAt: card.lobbyOpensAt.toISOString(),
    state: facts.sessionEnded ? 'ended' : card.state,
    hosts: card.hosts,
    hostInside: hostInside(card),
  };
}
