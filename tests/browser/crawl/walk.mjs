// The walk over the site: every link that somebody is shown, as each role.
import { equip } from "../support/in_page.mjs";
import { visitor } from "../support/browser.mjs";
import { examine } from "./examine.mjs";
import { kindOf, ours, patternOf, short } from "./addresses.mjs";
import { judged } from "../checks/facts.mjs";
import { visit } from "./visit.mjs";

/** How many of a kind are visited. */
const OF_A_KIND = 3;

/** How many shapes of one pattern are examined closely. */
const SHAPES_OF_A_PATTERN = 3;

/** What the whole walk remembers. */
export class Walk {
  visited = [];
  examined = [];
  #frames = new Set();
  #shapes = new Map();
  #publicKinds = new Map();
  #broken = new Set();
  #files = new Set();

  constructor(faults, { lang = "zh-CN", expected = new Map() } = {}) {
    this.faults = faults;
    this.lang = lang;
    this.expected = expected;
  }

  /** Walks from some addresses as far as links lead, with some pages open at once. */
  async as(who, context, from, atOnce = 1) {
    await equip(context);
    const desks = await Promise.all(Array.from({ length: atOnce }, () => Desk.in(context)));
    const quota = new Quota(this.#publicKinds);
    const titles = new Map();
    let wave = from.map((it) => ours(it)).filter((it) => quota.takes(it));
    while (wave.length > 0) {
      const unbroken = wave.filter((it) => !this.#broken.has(it));
      const found = await shared(unbroken, desks, (address, desk) => this.#look(who, address, desk, titles));
      wave = [...new Set(found.flat())].filter((it) => quota.takes(it));
    }
    if (who === "visitor") this.#seenByAll();
    await Promise.all(desks.map((it) => it.close()));
  }

  /** The patterns that somebody has reached. */
  patterns() {
    return new Set(this.visited.map((it) => patternOf(new URL(it.address).pathname)));
  }

  /**
   * What a visitor has seen is the same for those at work, but for their name at its head: one of each kind is
   * visited once more by one of them, whoever comes first.
   */
  #seenByAll() {
    for (const it of this.visited) this.#publicKinds.set(kindOf(it.asked), 1);
  }

  /** Visits one page, and returns where its links lead. */
  async #look(who, asked, desk, titles) {
    const { address, status, facts, faults } = await visit(desk.page, asked);
    this.visited.push({ who, asked, address, status, isPage: facts !== null });
    const add = (fault) => this.faults.add({ who, page: short(address), ...fault });
    const expected = this.expected.get(new URL(asked).pathname) ?? 200;
    if (status !== expected) {
      // A page that is not what was promised is told once, and nothing else is asked of it.
      add({ rule: "status", what: `${short(asked)} answers ${status} instead of ${expected}` });
      this.#broken.add(asked);
      return [];
    }
    // What is expected to fail says so in the console too.
    faults.filter(({ what }) => expected === 200 || !what.includes(`${expected}`)).forEach(add);
    if (!facts) return [];
    judged(facts, this.lang).forEach(add);
    this.#title(titles, facts.title, address, add);
    if (this.#isNew(address, facts.shapes)) {
      const frameIsNew = !this.#frames.has(facts.shapes.frame);
      this.#frames.add(facts.shapes.frame);
      this.examined.push({ who, address });
      (await examine(desk, { status, frameIsNew })).forEach(add);
    }
    const [files, pages] = [true, false].map((of) => facts.links.filter(({ download }) => download === of));
    for (const { href } of files) await this.#take(who, desk.page, ours(href), add);
    return pages.map(({ href }) => ours(href)).filter(Boolean);
  }

  /** Takes one file of each kind; making it may cost a while. */
  async #take(who, page, address, add) {
    if (!address || this.#files.has(kindOf(address))) return;
    this.#files.add(kindOf(address));
    const status = (await page.context().request.get(address)).status();
    this.visited.push({ who, asked: address, address, status, isPage: false });
    if (status !== 200) add({ rule: "status", what: `${short(address)} answers ${status}` });
  }

  #title(titles, title, address, add) {
    const { pathname } = new URL(address);
    const other = titles.get(title) ?? pathname;
    titles.set(title, other);
    if (other !== pathname) add({ rule: "title", what: `“${title}” is the title of ${other} too` });
  }

  /** Whether a page looks like none that was examined. */
  #isNew(address, shapes) {
    if (!shapes) return false;
    const pattern = patternOf(new URL(address).pathname);
    const known = this.#shapes.get(pattern) ?? new Set();
    this.#shapes.set(pattern, known);
    const fresh = !known.has(shapes.main) && known.size < SHAPES_OF_A_PATTERN;
    if (fresh) known.add(shapes.main);
    return fresh || !this.#frames.has(shapes.frame);
  }
}

/** A page, and its like without scripts, which is opened when it is asked for. */
class Desk {
  #plain;

  static async in(context) {
    const desk = new Desk();
    desk.page = await context.newPage();
    return desk;
  }

  async plain() {
    this.#plain ??= await (await withoutScriptsLike(this.page.context())).newPage();
    return this.#plain;
  }

  async close() {
    await this.page.close();
    await this.#plain?.context().close();
  }
}

/** The same person, in a browser that runs no scripts. */
async function withoutScriptsLike(context) {
  return visitor({ storageState: await context.storageState(), javaScriptEnabled: false });
}

/** How many of a kind somebody may still visit; `common` is left for all of them together. */
class Quota {
  #counts = new Map();
  #seen = new Set();
  #common;

  constructor(common) {
    this.#common = common;
  }

  takes(address) {
    if (!address || this.#seen.has(address)) return false;
    const kind = kindOf(address);
    const counts = this.#common.has(kind) ? this.#common : this.#counts;
    const left = counts.get(kind) ?? OF_A_KIND;
    if (left === 0) return false;
    counts.set(kind, left - 1);
    this.#seen.add(address);
    return true;
  }
}

/** Does something with each of a list, as many at once as there are desks. */
export async function shared(list, desks, work) {
  const waiting = [...list];
  const done = [];
  const loop = async (desk) => {
    for (let it = waiting.shift(); it !== undefined; it = waiting.shift()) {
      done.push(await work(it, desk));
    }
  };
  await Promise.all(desks.map(loop));
  return done;
}
