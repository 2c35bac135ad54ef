import { westernDigits } from '#kernel';

/**
 * The PIN in what a person typed or pasted: "492807", "492 807", "Your PIN is 492807", in the digits of any script. Undefined when there are
 * not six digits, or when nobody can tell which six. Never throws.
 */
export function readPin(typed: string): string | undefined {
  const text = westernDigits(typed);
  const runs = [...text.matchAll(/(?<!\d)\d{6}(?!\d)/g), ...text.matchAll(/(?<!\d)\d{3}[\s-]\d{3}(?![\s-]?\d)/g)].map(([run]) => run.replace(/\D/g, ''));
  if (runs.length === 1) return runs[0];
  const all = text.replace(/\D/g, '');
  return all.length === 6 ? all : undefined;
}
