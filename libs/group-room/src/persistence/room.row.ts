import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One SFU room of a session; its name there is this id. */
@Entity({ name: 'room' })
export class RoomRow {
  @PrimaryColumn({ name: 'clinic_id', type: 'uuid' })
  clinicId: string;

  @PrimaryColumn({ name: 'id', type: 'uuid', default: () => 'gen_random_uuid()' })
  id: string;

  @Column({ name: 'session_id', type: 'uuid' })
  sessionId: string;

  @Column({ name: 'kind', type: 'text', default: 'main' })
  kind: 'main';

  @Column({ name: 'capacity', type: 'integer' })
  capacity: number;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'app.now()' })
  createdAt: Date;

  @Column({ name: 'closed_at', type: 'timestamptz', nullable: true })
  closedAt: Date | null;
}
