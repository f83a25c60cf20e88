// The pages as they are seen in large print, with high contrast, in traditional letters and in English.
import { accessible } from "../checks/accessible.mjs";
import { judged } from "../checks/facts.mjs";
import { elder } from "../checks/elder.mjs";
import { widths } from "../checks/widths.mjs";
import { visitor } from "../support/browser.mjs";
import { equip } from "../support/in_page.mjs";
import { VIEWS, choose } from "../support/views.mjs";
import { patternOf, short } from "./addresses.mjs";
import { shared } from "./walk.mjs";
import { visit } from "./visit.mjs";

/** Pages that are looked at in each view. */
const SAMPLE = 24;

/** Looks at a sample of the pages that were examined, `atOnce` people at the same time; returns how many. */
export async function inEachView(walk, states, atOnce) {
  const sample = evenly(onePerPattern(walk.examined), SAMPLE);
  const people = [...new Set(sample.map(({ who }) => who))];
  const work = Object.keys(VIEWS).flatMap((view) =>
    people.map((who) => ({ view, who, addresses: sample.filter((it) => it.who === who) })),
  );
  await shared(work, Array(atOnce).fill(null), (it) => asSeenBy(it, walk.faults, states));
  return sample.length;
}

async function asSeenBy({ view, who, addresses }, faults, states) {
  const context = await visitor({ storageState: states.get(who) });
  await equip(context);
  await choose(context, view);
  const page = await context.newPage();
  for (const { address } of addresses) {
    const seen = await visit(page, address);
    const found = [
      ...(seen.facts ? judged(seen.facts, VIEWS[view]) : []),
      ...(await accessible(page)),
      ...(await widths(page)),
      ...(view === "elder" ? await elder(page) : []),
    ];
    const at = { who, page: `${short(address)} in the view “${view}”` };
    found.forEach((fault) => faults.add({ ...at, ...fault }));
  }
  await context.close();
}

function onePerPattern(examined) {
  const patterns = new Map();
  for (const it of examined) {
    const pattern = patternOf(new URL(it.address).pathname);
    if (!patterns.has(pattern)) patterns.set(pattern, it);
  }
  return [...patterns.values()];
}

/** At most so many of a list, from all over it. */
function evenly(list, most) {
  const step = Math.max(1, list.length / most);
  return Array.from({ length: Math.min(most, list.length) }, (_, at) => list[Math.floor(at * step)]);
}
