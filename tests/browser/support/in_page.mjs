// Code for the inside of pages. Init scripts and the debugging protocol reach where the site's policy lets no
// other script, so the policy stays as it is while pages are looked at.
import { readFileSync } from "node:fs";
import { textOf } from "./given.mjs";

const PROBES = ["describe", "facts", "width", "focus"];

const source = PROBES.map((name) =>
  readFileSync(new URL(`../in_page/${name}.js`, import.meta.url), "utf8"),
).join("\n");

const axe = textOf("axe-core/axe.min.js");

/** Gives each page of a context its `probe`. */
export async function equip(context) {
  await context.addInitScript({ content: source });
}

/** Gives a page axe-core. */
export async function equipWithAxe(page) {
  const protocol = await page.context().newCDPSession(page);
  const { exceptionDetails } = await protocol.send("Runtime.evaluate", { expression: axe });
  await protocol.detach();
  if (exceptionDetails) throw new Error(`axe-core did not start: ${exceptionDetails.text}`);
}
