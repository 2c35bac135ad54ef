import type { GatePlace } from '#kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a person said at the safety gate of one session, at one time. */
@Entity({ name: 'gate_answer' })
export class GateAnswerRow {
  @PrimaryColumn({ name: 'clinic_id', type: 'uuid' })
  clinicId: string;

  @PrimaryColumn({ name: 'id', type: 'bigint', generated: 'identity' })
  id: string;

  @Column({ name: 'seat_id', type: 'uuid' })
  seatId: string;

  @Column({ name: 'person_id', type: 'uuid' })
  personId: string;

  @Column({ name: 'place', type: 'text' })
  place: GatePlace;

  @Column({ name: 'address', type: 'text' })
  address: string;

  @Column({ name: 'in_state', type: 'boolean' })
  inState: boolean;

  @Column({ name: 'alone', type: 'boolean' })
  alone: boolean;

  @Column({ name: 'driving', type: 'boolean' })
  driving: boolean;

  @Column({ name: 'callback_phone', type: 'text' })
  callbackPhone: string;

  @Column({ name: 'emergency_name', type: 'text' })
  emergencyName: string;

  @Column({ name: 'emergency_phone', type: 'text' })
  emergencyPhone: string;

  @Column({ name: 'answered_at', type: 'timestamptz', default: () => 'app.now()' })
  answeredAt: Date;
}
