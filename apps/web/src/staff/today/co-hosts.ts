import type { BlockCard } from '#contracts/routes';

/** A block as its host reads it: "with Sam Ortiz", not with themselves. */
export function withoutHost(block: BlockCard, name: string): BlockCard {
  return { ...block, hosts: block.hosts.filter((host) => host !== name) };
}
