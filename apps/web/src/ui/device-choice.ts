/**
 * What a person chose on this device about reading: its language and text size. In a cookie, so that a page which the server sends drawn
 * comes in that language and size at once. A preference of the device, not of a person.
 */
type Choice = 'language' | 'text-size';

const yearSeconds = 365 * 24 * 60 * 60;

/** Null when nothing was chosen or cookies are switched off. Never throws. */
export function readChoice(choice: Choice): string | null {
  try {
    return new RegExp(`(?:^|;\\s*)stepwell-${choice}=([a-z0-9]+)`).exec(document.cookie)?.[1] ?? null;
  } catch {
    return null;
  }
}

/** Without cookies the choice lasts as long as the page. Never throws. */
export function keepChoice(choice: Choice, value: string): void {
  try {
    document.cookie = `stepwell-${choice}=${value}; path=/; max-age=${yearSeconds}; samesite=lax${location.protocol === 'https:' ? '; secure' : ''}`;
  } catch {
    // A page in a closed-off frame may not even ask.
  }
}
