import type { RemovalReason } from '#kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody was removed: by whom, why, and whether the lobby is open to them again. */
@Entity({ name: 'room_removal' })
export class RoomRemovalRow {
  @PrimaryColumn({ name: 'clinic_id', type: 'uuid' })
  clinicId: string;

  @PrimaryColumn({ name: 'id', type: 'uuid', default: () => 'gen_random_uuid()' })
  id: string;

  @Column({ name: 'session_id', type: 'uuid' })
  sessionId: string;

  @Column({ name: 'seat_id', type: 'uuid' })
  seatId: string;

  @Column({ name: 'generation', type: 'integer' })
  generation: number;

  @Column({ name: 'may_return', type: 'boolean' })
  mayReturn: boolean;

  @Column({ name: 'reason', type: 'text' })
  reason: RemovalReason;

  @Column({ name: 'removed_at', type: 'timestamptz', default: () => 'app.now()' })
  removedAt: Date;

  @Column({ name: 'removed_by', type: 'uuid' })
  removedBy: string;
}
