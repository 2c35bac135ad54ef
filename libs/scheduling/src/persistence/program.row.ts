import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An intensive outpatient program of the clinic. */
@Entity({ name: 'program' })
export class ProgramRow {
  @PrimaryColumn({ name: 'clinic_id', type: 'uuid' })
  clinicId: string;

  @PrimaryColumn({ name: 'id', type: 'uuid', default: () => 'gen_random_uuid()' })
  id: string;

  @Column({ name: 'name', type: 'text' })
  name: string;

  @Column({ name: 'kind', type: 'text' })
  kind: 'iop_mh' | 'iop_sud';

  @Column({ name: 'zone', type: 'text' })
  zone: string;

  @Column({ name: 'lobby_opens_minutes', type: 'integer', default: 15 })
  lobbyOpensMinutes: number;
}
