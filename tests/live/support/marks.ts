/**
 * What a mark is, for the question who may see it. `private`: name on paper, contact, gate answers. `chosen`: the name for the group.
 * `pin`: what proves who somebody is (PIN, link, password). `cookie`: the secret of a browser. `pass`: a token for the media. `id`: of the
 * person and of what is theirs. `seat`: the one id that peers share. `hold`, `reason`: words of staff to or about one person. `word`: what a
 * group is for. `device`: what a computer calls its camera. `secret`: of the servers themselves.
 */
export type Kind = 'private' | 'chosen' | 'pin' | 'cookie' | 'pass' | 'id' | 'seat' | 'hold' | 'reason' | 'word' | 'device' | 'secret';

/** One value that was planted and can be recognised wherever it turns up. */
export interface Mark {
  /** Whose it is: a person, `the group`, `the server`; `anybody` when a place may hold only one's own of it. */
  readonly of: string;
  readonly what: string;
  readonly kind: Kind;
  readonly value: string;
}

export const anybody = 'anybody';

/** Where marks begin in a text, each once. Every way of writing one is tried: as it is, in an address, in base64, a number without its dashes. */
export class MarkFinder {
  private readonly needles: readonly { mark: Mark; loose: readonly string[]; exact: readonly string[]; pattern: RegExp | null }[];

  constructor(marks: readonly Mark[]) {
    this.needles = marks.map((mark) => ({
      mark,
      loose: isShortNumber(mark) ? [] : looseForms(mark.value),
      exact: isShortNumber(mark) ? [] : [0, 1, 2].flatMap((shift) => inBase64(mark.value, shift)),
      pattern: isShortNumber(mark) ? new RegExp(`(?<![\\w.])${mark.value}(?![\\w.])`) : null,
    }));
  }

  *in(text: string): Generator<{ mark: Mark; at: number }> {
    const lower = text.toLowerCase();
    for (const { mark, loose, exact, pattern } of this.needles) {
      const places = [...loose.map((form) => lower.indexOf(form)), ...exact.map((form) => text.indexOf(form)), pattern ? text.search(pattern) : -1];
      const at = places.find((place) => place >= 0);
      if (at !== undefined) yield { mark, at };
    }
  }
}

/** Six digits turn up by chance inside of longer numbers and of anything encoded: they count only when they stand alone. */
function isShortNumber({ value }: Mark): boolean {
  return /^\d{1,8}$/.test(value);
}

function looseForms(value: string): string[] {
  const forms = [value, encodeURIComponent(value), value.replaceAll(' ', '+')];
  const digits = value.replace(/\D/g, '');
  if (/^[\d\s().+-]+$/.test(value)) forms.push(digits);
  if (/^[0-9a-f]{8}-/.test(value)) forms.push(value.replaceAll('-', ''));
  return [...new Set(forms.map((form) => form.toLowerCase()))];
}

/** The letters of a value's base64, both alphabets, that are the same whatever stands `shift` bytes before it and after it. */
function inBase64(value: string, shift: number): string[] {
  const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(value)]);
  const [from, to] = [Math.ceil((shift * 4) / 3), Math.floor((bytes.length * 4) / 3)];
  return [...new Set((['base64', 'base64url'] as const).map((alphabet) => bytes.toString(alphabet).slice(from, to)))];
}
