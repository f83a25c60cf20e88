// What was found: one line each, and a list by rule at the end.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { given } from "../support/given.mjs";

/** Faults of one run. The same rule on the same element is told once, with the pages it is on. */
export class Faults {
  #found = new Map();

  /** Notes one. `who` is a role, `page` an address, `rule` what is broken, `what` the element or the figures. */
  add({ who, page, rule, what }) {
    const key = `${rule}\n${what}`;
    const known = this.#found.get(key) ?? { rule, what, pages: new Set() };
    known.pages.add(who === "visitor" ? page : `${page} (${who})`);
    this.#found.set(key, known);
  }

  /** Those of a rule, or of a family of rules, as lines. */
  of(family) {
    const those = [...this.#found.values()].filter((it) => it.rule.split(":")[0] === family);
    return those.map(({ rule, what, pages }) => {
      const [first, ...others] = pages;
      const more = others.length > 0 ? ` and on ${others.length} more` : "";
      return `${rule} on ${first}${more}: ${what}`;
    });
  }

  /** Every family of rules that was broken. */
  families() {
    return [...new Set([...this.#found.values()].map((it) => it.rule.split(":")[0]))];
  }

  /** Leaves all of it as a file, for whoever mends the pages. */
  save(name) {
    const all = [...this.#found.values()].map((it) => ({ ...it, pages: [...it.pages] }));
    writeFileSync(join(given.output, name), `${JSON.stringify(all, null, 2)}\n`);
  }
}
