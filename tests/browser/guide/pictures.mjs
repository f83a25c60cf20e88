// Makes the pictures of the guide: `cargo xtask browser --guide`. A line is a picture; a page of the guide shows it.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { PHONE, closeBrowser, signedIn, visitor } from "../support/browser.mjs";
import { repository } from "../support/given.mjs";
import { choose } from "../support/views.mjs";

/** Narrow enough for a page of text, and tall enough for what a page is about. */
const PAGE = { width: 1000, height: 720 };

const PICTURES = [
  { name: "front", path: "/" },
  { name: "front-phone", path: "/", size: PHONE },
  { name: "front-elder", path: "/", view: "elder" },
  { name: "unit", path: "/o/haidong-jyj" },
  { name: "content", path: "/o/haidong-jyj/content" },
  { name: "deadline", path: "/tools/deadline?received=2026-02-04&today=2026-02-10" },
  { name: "fee", path: "/tools/fee?items=12&pages=35&on=2026-03-02" },
  { name: "sign-in", path: "/sign-in" },
  { name: "office", path: "/office", role: "clerk" },
  { name: "account", path: "/me", role: "clerk" },
];

const folder = new URL("docs/guide/images/", repository);
mkdirSync(folder, { recursive: true });

for (const { name, path, role, view, size = PAGE } of PICTURES) {
  const options = { viewport: size };
  const context = await (role ? signedIn(role, options) : visitor(options));
  if (view) await choose(context, view);
  const page = await context.newPage();
  const response = await page.goto(path);
  if (!response.ok()) throw new Error(`${path} answers ${response.status()}`);
  await page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, folder)), animations: "disabled" });
  await context.close();
}
await closeBrowser();
