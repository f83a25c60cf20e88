// Every page of the site, as each role: from the front page along every link.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PATTERNS, short } from "./crawl/addresses.mjs";
import { Faults } from "./crawl/faults.mjs";
import { inEachView } from "./crawl/views.mjs";
import { REFUSED, madeByForms } from "./crawl/made_by_forms.mjs";
import { Walk, shared } from "./crawl/walk.mjs";
import { closeBrowser, signedIn, visitor } from "./support/browser.mjs";
import { given } from "./support/given.mjs";
import { VIEWS } from "./support/views.mjs";

/** What should hold of each page, by the rule that finds it broken. */
const HOLDS = {
  status: "opens, and no link leads to what is refused",
  console: "has nothing to complain about in the console",
  "third-party": "asks no other site for anything",
  axe: "gives axe-core nothing to find",
  headings: "has one first heading and skips no level",
  lang: "says which language it is in",
  title: "has a title that no other page has",
  main: "has a main part",
  "link-name": "names every link",
  id: "uses no id twice",
  weight: "is light",
  "width-360": "fits on a phone",
  "width-200%": "fits when it is doubled",
  keyboard: "is walked through with the Tab key, and shows where one is",
  "skip-link": "lets the keyboard skip what is on every page",
  "without-scripts": "says the same without scripts",
  elder: "has large letters and large targets in elder mode",
};

/** Pages that are open at once; two cores keep three busy. */
const AT_ONCE = 3;

/** Pages that no link leads to, and why. */
const NOT_REACHED = {
  "/favicon.ico": "is asked for by browsers themselves, beside files that are no pages",
  "/o/{code}/guide/{number}": "is an earlier version, and the guides of the demonstration have one each",
  "/office/calendar/{id}": "comes with a notice that waits, and none does in the demonstration; the web's own stories walk it",
  "/office/guides/{code}/review": "comes with a guide that was sent, and none is in the demonstration; the web's own stories walk it",
  "/sign-in/provider": "leads to an identity provider, and the demonstration has none",
  "/sign-in/provider/callback": "is where an identity provider sends people back to",
  "/sign-in/second-factor": "comes between the password and the code; nobody in the demonstration has one",
};

/** Where nothing is, the site says so in a page of its own. */
const NOWHERE = "/there-is-no-such-page";

const started = Date.now();
const faults = new Faults();
const walk = new Walk(faults, { expected: new Map([[NOWHERE, 404], [REFUSED, 422]]) });

// Who builds pages knows of /design; whoever is invited, of /welcome.
const nobody = await visitor();
const states = new Map();
const made = await madeByForms(nobody);
await walk.as("visitor", nobody, ["/", "/welcome", "/design", NOWHERE, ...made], AT_ONCE);
states.set("visitor", await nobody.storageState());
await nobody.close();
await shared(Object.keys(given.people), Array(AT_ONCE).fill(null), async (role) => {
  const context = await signedIn(role);
  await walk.as(role, context, ["/", "/office"]);
  states.set(role, await context.storageState());
  await context.close();
});

const inViews = await inEachView(walk, states, AT_ONCE);

faults.save("faults.json");
const visited = walk.visited.map((it) => `${it.who}\t${it.status}\t${short(it.asked)}`);
writeFileSync(join(given.output, "visited.txt"), `${visited.join("\n")}\n`);
const seconds = Math.round((Date.now() - started) / 1000);
console.log(
  `${visited.length} visits as a visitor and ${Object.keys(given.people).length} roles to pages of ` +
    `${walk.patterns().size} patterns, at most 3 of a kind; ${walk.examined.length} that looked ` +
    `different were examined closely (axe-core, widths, keyboard, scripts off), at most 3 of a pattern, and ${inViews} ` +
    `in each of ${Object.keys(VIEWS).length} views; ${seconds} s`,
);

after(closeBrowser);

for (const [family, what] of Object.entries(HOLDS)) {
  test(`every page ${what}`, () => assert.deepEqual(faults.of(family), []));
}

test("every rule that was broken is told", () => {
  assert.deepEqual(faults.families().filter((it) => !(it in HOLDS)), []);
});

test("every page is reached by a link", () => {
  const reached = walk.patterns();
  const missed = PATTERNS.filter((it) => !reached.has(it));
  assert.deepEqual(missed.sort(), Object.keys(NOT_REACHED).sort());
});
