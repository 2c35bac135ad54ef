import type { SessionId } from '#kernel';
import { sql } from '#platform';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Rules } from '../domain/rules.js';

/** The terms of a rule as they are stored. A row of another form was not written by us: it decides about nobody's minutes. */
const Terms = z.strictObject({
  gapPolicy: z.enum(['exclude', 'bridge']),
  bridgeSeconds: z.number().int().positive().nullable(),
  breakCounts: z.boolean(),
  pastPlanCounts: z.boolean(),
}) satisfies z.ZodType<Omit<Rules, 'version'>>;

/** A rule that holds for a session. */
export interface HeldRule {
  readonly ruleId: string;
  readonly rules: Rules;
}

/** The dated rules of a clinic and its programs. */
@Injectable()
export class AttendanceRules {
  /** The rule of a session by its local date. Needs an open transaction. Throws when there is none, or when its terms are not of our form. */
  async ofSession(sessionId: SessionId): Promise<HeldRule> {
    const [rule] = await sql<{ id: string; version: number; terms: unknown }>(
      `select r.id, r.version, r.terms
         from session s
         left join cohort c on c.clinic_id = s.clinic_id and c.id = s.cohort_id
         join attendance_rule r on r.clinic_id = s.clinic_id and (r.program_id is null or r.program_id = c.program_id) and r.valid_from <= (s.planned_from at time zone s.zone)::date
        where s.id = $1
        order by r.program_id is null, r.valid_from desc, r.version desc limit 1`,
      [sessionId],
    );
    if (!rule) throw new Error(`There is no attendance rule for session ${sessionId}`);
    return { ruleId: rule.id, rules: { version: String(rule.version), ...Terms.parse(rule.terms) } };
  }
}
