/** The middle of some numbers; NaN of none. @param {readonly number[]} values */
export const median = (values) => quantile(values, 0.5);

/** @param {readonly number[]} values */
export const p95 = (values) => quantile(values, 0.95);

/** Between the two nearest ranks. @param {readonly number[]} values @param {number} share from 0 to 1 */
export function quantile(values, share) {
  const sorted = [...values].sort((left, right) => left - right);
  if (sorted.length === 0) return Number.NaN;
  const rank = share * (sorted.length - 1);
  const below = Math.floor(rank);
  const above = Math.ceil(rank);
  return sorted[below] + (sorted[above] - sorted[below]) * (rank - below);
}

/**
 * The median of the ratios within the pairs, with the narrowest and the widest. Within a pair both arms met the same neighbours, so a busy machine moves the
 * ratio less than it moves either value.
 *
 * @param {readonly number[]} ours @param {readonly number[]} floors of the same rounds, in the same order
 */
export function pairedRatio(ours, floors) {
  const ratios = ours.map((value, round) => value / floors[round]);
  return { median: median(ratios), p95: p95(ratios), least: Math.min(...ratios), most: Math.max(...ratios), pairs: ratios.length };
}

/** @param {number} value @param {number} [digits] */
export const rounded = (value, digits = 3) => Number(value.toPrecision(digits));
