// Pictures of every component of the design system, compared with those in the repository.
// `GONGKAI_WRITE_PICTURES=1 cargo xtask browser gallery` writes them anew; look at the difference.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { DESK, PHONE, closeBrowser, visitor } from "./support/browser.mjs";
import { given, load } from "./support/given.mjs";
import { choose } from "./support/views.mjs";

const { PNG } = await load("pngjs");
const pixelmatch = await load("pixelmatch");

/** How the gallery is seen: a choice of the visitor, or a look that an office sets for its site. */
const LOOKS = [
  { name: "light", sizes: { desk: DESK, phone: PHONE } },
  { name: "elder", choice: "elder", sizes: { desk: DESK, phone: PHONE } },
  { name: "contrast", choice: "contrast", sizes: { desk: DESK } },
  { name: "red", look: "red", sizes: { desk: DESK } },
  { name: "grey", look: "grey", sizes: { desk: DESK } },
];

/** How much of a picture may differ: edges of letters do, from one release of a face or browser to the next. */
const MOST_DIFFERENT = 0.01;

/** How far two colours are apart before they differ, of 1. The palette of the saved pictures is not exact. */
const THRESHOLD = 0.15;

const writes = Boolean(process.env.GONGKAI_WRITE_PICTURES);
const saved = new URL("snapshots/", import.meta.url);
const seen = join(given.output, "gallery");
mkdirSync(saved, { recursive: true });
mkdirSync(seen, { recursive: true });

const made = new Set();

after(closeBrowser);

for (const look of LOOKS) {
  for (const [size, viewport] of Object.entries(look.sizes)) {
    test(`components look as they did: ${look.name}, ${size}`, async () => {
      const context = await visitor({ viewport });
      if (look.choice) await choose(context, look.choice);
      const page = await context.newPage();
      await page.goto("/design");
      if (look.look) await page.evaluate((name) => document.documentElement.classList.add(name), look.look);
      const different = [];
      for (const component of await page.locator("[data-component]").all()) {
        const name = `${await component.getAttribute("data-component")}-${look.name}-${size}.png`;
        made.add(name);
        await component.evaluate(alone);
        const told = compared(name, await component.screenshot({ animations: "disabled", caret: "hide" }));
        await component.evaluate(amongOthers);
        if (told) different.push(told);
      }
      await context.close();
      assert.deepEqual(different, [], "what is seen now lies in target/browser/gallery");
    });
  }
}

test("every saved picture is of a component that is there", () => {
  assert.ok(made.size > 0, "the gallery has no component");
  assert.deepEqual(readdirSync(saved).filter((it) => !made.has(it)), []);
});

/** Puts a component into the corner of an empty page, so that no other moves its letters by half a pixel. */
function alone(component) {
  const width = `${Math.floor(component.getBoundingClientRect().width)}px`;
  document.body.style.visibility = "hidden";
  Object.assign(component.style, { visibility: "visible", position: "absolute", top: 0, left: 0, width, margin: 0 });
}

function amongOthers(component) {
  component.removeAttribute("style");
}

/** What is different about a picture, or nothing. */
function compared(name, bytes) {
  writeFileSync(join(seen, name), bytes);
  if (writes) return void writeFileSync(new URL(name, saved), bytes);
  let before;
  try {
    before = PNG.sync.read(readFileSync(new URL(name, saved)));
  } catch {
    return `${name} is not saved yet`;
  }
  const now = PNG.sync.read(bytes);
  if (now.width !== before.width || now.height !== before.height) {
    return `${name} is ${now.width}×${now.height}, and was ${before.width}×${before.height}`;
  }
  const { width, height } = now;
  const difference = new PNG({ width, height });
  const count = pixelmatch(before.data, now.data, difference.data, width, height, { threshold: THRESHOLD });
  if (count <= width * height * MOST_DIFFERENT) return undefined;
  writeFileSync(join(seen, name.replace(".png", ".difference.png")), PNG.sync.write(difference));
  return `${name} differs in ${count} of ${width * height} pixels`;
}
