/** Values of settings by their keys. */
export type Values = Readonly<Record<string, unknown>>;

/** `key`: the setting at fault; for `not_alike`, one that stands on one side only. */
export type SettingChange =
  | { readonly kind: 'changed'; readonly keys: readonly string[] }
  | { readonly kind: 'not_alike'; readonly key: string }
  | { readonly kind: 'conflict'; readonly key: string };

/**
 * Which settings a change really changes. `from` is what its author had read and `to` what they want, of the same keys; where one of
 * them is by now something else, nothing is changed, so that nobody undoes what they never saw. Pure; never throws.
 */
export function settingChange(now: Values, { from, to }: { readonly from: Values; readonly to: Values }): SettingChange {
  const keys = Object.keys(to);
  const lonely = [...keys.filter((key) => !(key in from)), ...Object.keys(from).filter((key) => !(key in to))][0];
  if (lonely !== undefined) return { kind: 'not_alike', key: lonely };
  // What is wanted already is no conflict: a change that was sent twice is done once.
  const moved = keys.find((key) => from[key] !== now[key] && to[key] !== now[key]);
  return moved === undefined ? { kind: 'changed', keys: keys.filter((key) => to[key] !== now[key]) } : { kind: 'conflict', key: moved };
}
