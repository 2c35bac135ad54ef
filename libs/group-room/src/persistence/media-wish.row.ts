import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the person of a seat has switched off, or is taking a break from. */
@Entity({ name: 'media_wish' })
export class MediaWishRow {
  @PrimaryColumn({ name: 'clinic_id', type: 'uuid' })
  clinicId: string;

  @PrimaryColumn({ name: 'seat_id', type: 'uuid' })
  seatId: string;

  @Column({ name: 'person_id', type: 'uuid' })
  personId: string;

  @Column({ name: 'camera', type: 'boolean' })
  camera: boolean;

  @Column({ name: 'on_break', type: 'boolean' })
  onBreak: boolean;

  @Column({ name: 'save_data', type: 'boolean' })
  saveData: boolean;

  @Column({ name: 'only_listening', type: 'boolean' })
  onlyListening: boolean;

  @Column({ name: 'kept_at', type: 'timestamptz' })
  keptAt: Date;
}
