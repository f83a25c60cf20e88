// The browser, and people who look at the site with it. Each has a context of their own, and an address of
// their own as behind a proxy, so that the site's pace counts them apart.
import { given, load } from "./given.mjs";

const { chromium } = await load("playwright-core");

/** How wide a desk is, in pixels. */
export const DESK = { width: 1280, height: 900 };
export const PHONE = { width: 360, height: 740 };

let running;
let visitors = 0;

/** Starts the browser, or takes the one that runs. */
export async function browser() {
  running ??= chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  return running;
}

/** Closes it; a suite does this once, at its end. */
export async function closeBrowser() {
  await (await running)?.close();
  running = undefined;
}

/** Somebody who is not signed in. `options` are Playwright's of a context. */
export async function visitor(options = {}) {
  visitors += 1;
  const context = await (await browser()).newContext({
    baseURL: given.site,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: DESK,
    reducedMotion: "reduce",
    extraHTTPHeaders: { "x-forwarded-for": `198.51.${process.pid % 250}.${visitors % 250}` },
    ...options,
  });
  context.setDefaultTimeout(15_000);
  return context;
}

/** Somebody with a role, signed in as people do it. */
export async function signedIn(role, options = {}) {
  const login = given.people[role];
  if (!login) throw new Error(`nobody has the role ${role}`);
  return signedInAs(login, options);
}

/** Somebody with a login, signed in as people do it. */
export async function signedInAs(login, options = {}) {
  const context = await visitor(options);
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.locator("#login").fill(login);
  await page.locator("#password").fill(given.password);
  await page.locator("#password").press("Enter");
  await page.waitForURL((it) => it.pathname !== "/sign-in");
  await page.close();
  return context;
}
