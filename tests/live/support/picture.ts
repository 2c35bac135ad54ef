import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Page } from 'playwright-core';

/**
 * Keeps what a page shows as the picture of the README, when STEPWELL_PICTURE names the file:
 * `STEPWELL_PICTURE=infra/picture/group-room.png npm run test:live`.
 */
export async function keepPicture(page: Page): Promise<void> {
  const file = process.env.STEPWELL_PICTURE;
  if (!file) return;
  await mkdir(dirname(file), { recursive: true });
  await page.screenshot({ path: file });
}
