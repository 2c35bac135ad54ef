import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Anything people join; how far its life has gone, and the versions that its two audiences have seen. */
@Entity({ name: 'session' })
export class SessionRow {
  @PrimaryColumn({ name: 'clinic_id', type: 'uuid' })
  clinicId: string;

  @PrimaryColumn({ name: 'id', type: 'uuid', default: () => 'gen_random_uuid()' })
  id: string;

  @Column({ name: 'cohort_id', type: 'uuid', nullable: true })
  cohortId: string | null;

  @Column({ name: 'kind', type: 'text' })
  kind: 'block' | 'individual' | 'family' | 'psychiatric' | 'intake';

  @Column({ name: 'title', type: 'text' })
  title: string;

  @Column({ name: 'zone', type: 'text' })
  zone: string;

  @Column({ name: 'planned_from', type: 'timestamptz' })
  plannedFrom: Date;

  @Column({ name: 'planned_to', type: 'timestamptz' })
  plannedTo: Date;

  @Column({ name: 'lobby_opens_at', type: 'timestamptz' })
  lobbyOpensAt: Date;

  @Column({ name: 'capacity', type: 'integer', default: 12 })
  capacity: number;

  @Column({ name: 'state', type: 'text', default: 'planned' })
  state: 'planned' | 'live' | 'ended';

  @Column({ name: 'first_host_at', type: 'timestamptz', nullable: true })
  firstHostAt: Date | null;

  @Column({ name: 'hosts_gone_at', type: 'timestamptz', nullable: true })
  hostsGoneAt: Date | null;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt: Date | null;

  @Column({ name: 'ended_by', type: 'text', nullable: true })
  endedBy: 'host' | 'nobody_left' | 'time_limit' | null;

  @Column({ name: 'staff_version', type: 'bigint', default: 0 })
  staffVersion: string;

  @Column({ name: 'seats_version', type: 'bigint', default: 0 })
  seatsVersion: string;
}
