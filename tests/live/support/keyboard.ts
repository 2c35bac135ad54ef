import type { CDPSession, Page } from 'playwright-core';
import { until } from './until.js';

type Role = 'button' | 'link' | 'textbox' | 'radio' | 'checkbox' | 'combobox' | 'menuitem' | 'heading';
type Name = string | RegExp;

/** Where the keyboard stands: role and name by the browser's own accessibility tree, and the legend of the group around it. */
interface Stop {
  readonly role: string;
  readonly name: string;
  readonly group: string;
}

interface Sight {
  readonly lost: boolean;
  readonly group: string;
  readonly inDialog: boolean;
  /** What a person would not see of where they are; empty when all is well. */
  readonly unseen: string;
}

const mostPresses = 60;

/** Runs in the page. A choice draws its ring around its label, a search around its field; everything else around itself. */
const sight = `(() => {
  const focused = document.activeElement ?? document.body;
  const label = focused.closest('label');
  const { left, top, width, height } = focused.getBoundingClientRect();
  const hit = document.elementFromPoint(left + width / 2, top + height / 2);
  const onTop = hit !== null && (focused.contains(hit) || (label?.contains(hit) ?? false));
  const outlined = [focused, label].some((one) => one && getComputedStyle(one).outlineStyle !== 'none' && parseFloat(getComputedStyle(one).outlineWidth) >= 2);
  const ringed = outlined || getComputedStyle(focused).boxShadow !== 'none';
  return {
    lost: focused === document.body,
    group: focused.closest('fieldset')?.querySelector('legend')?.textContent ?? '',
    inDialog: focused.closest('dialog[open]') !== null,
    unseen: [!onTop && 'is not on the screen', !ringed && 'shows no ring'].filter(Boolean).join(', '),
  };
})()`;

const stopOf = `(() => document.activeElement ?? document.body)()`;

/** A person at one page with a keyboard and nothing else. Every stop on the way must be on the screen and show that it has the focus. */
export class Keyboard {
  private constructor(
    private readonly page: Page,
    private readonly devtools: CDPSession,
  ) {}

  static async at(page: Page): Promise<Keyboard> {
    return new Keyboard(page, await page.context().newCDPSession(page));
  }

  /**
   * Waits until the page has such a control, then presses Tab until it has the focus; nothing is pressed when it has it already. `within`:
   * the legend of its group. Throws with the stops that were made instead, or at the first one that nobody could see.
   */
  async tabTo(role: Role, name: Name, { within = '', by = 'Tab' }: { within?: Name; by?: 'Tab' | 'Shift+Tab' | 'ArrowDown' | 'ArrowUp' } = {}): Promise<void> {
    const control = role === 'textbox' ? this.page.getByLabel(name, { exact: true }) : this.page.getByRole(role, { name, exact: true });
    await control.first().waitFor();
    const stops: string[] = [];
    for (let lostFor = 0; stops.length < mostPresses; ) {
      const stop = await this.stop();
      if (isAt(stop, role, name, within)) return;
      stops.push(`${stop.role} "${stop.name}"`);
      await this.page.keyboard.press(by);
      const { lost, unseen } = await this.look();
      lostFor = lost ? lostFor + 1 : 0;
      if (lostFor > 1) throw new Error(`the focus is lost on the page on the way to ${role} ${String(name)}: ${stops.join(', ')}`);
      if (!lost && unseen) throw new Error(`the focus on ${JSON.stringify(await this.stop())} ${unseen}`);
    }
    throw new Error(`${mostPresses} presses of ${by} did not reach ${role} ${String(name)}, but ${stops.join(', ')}`);
  }

  /** Goes to a control and presses a key there. */
  async press(role: Role, name: Name, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
    await this.tabTo(role, name);
    await this.key(key);
  }

  /** Opens a menu and takes one of its entries. */
  async choose(menu: string, entry: string): Promise<void> {
    await this.press('button', menu);
    await this.tabTo('menuitem', entry, { by: 'ArrowDown' });
    await this.key('Enter');
  }

  /** Goes to a field and types; what stood there is replaced, because a field that is tabbed to is selected. */
  async type(label: string, text: string): Promise<void> {
    await this.tabTo('textbox', label);
    await this.page.keyboard.type(text);
  }

  /** One of a group of choices: Tab to the group, arrows to the choice, or Space when the group begins with it. */
  async pick(within: Name, first: string, wanted = first): Promise<void> {
    await this.tabTo('radio', first, { within });
    if (wanted === first) return this.key('Space');
    await this.tabTo('radio', wanted, { within, by: 'ArrowDown' });
  }

  async key(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** Waits until the focus is there by itself, as after a change of the page or the end of a dialog. */
  async landsOn(role: Role, name: Name): Promise<void> {
    await until(() => this.stop(), (stop) => isAt(stop, role, name), 20);
  }

  /** Presses Tab so many times, both ways; the focus may leave the open dialog for the browser's own controls, never for the page behind. */
  async staysInDialog(presses = 8): Promise<void> {
    for (const by of ['Tab', 'Shift+Tab']) {
      for (let press = 0; press < presses; press += 1) {
        await this.key(by);
        const { inDialog, lost } = await this.look();
        if (!inDialog && !lost) throw new Error(`the focus left the dialog for ${JSON.stringify(await this.stop())}`);
      }
    }
  }

  private look(): Promise<Sight> {
    return this.page.evaluate<Sight>(sight);
  }

  private async stop(): Promise<Stop> {
    const { result } = await this.devtools.send('Runtime.evaluate', { expression: stopOf });
    const { nodes } = await this.devtools.send('Accessibility.getPartialAXTree', { objectId: result.objectId!, fetchRelatives: false });
    return { role: String(nodes[0]?.role?.value ?? ''), name: String(nodes[0]?.name?.value ?? ''), group: (await this.look()).group };
  }
}

function isAt(stop: Stop, role: Role, name: Name, within: Name = ''): boolean {
  return stop.role === role && fits(stop.name, name) && (within === '' || fits(stop.group, within));
}

function fits(text: string, wanted: Name): boolean {
  return typeof wanted === 'string' ? text === wanted : wanted.test(text);
}
