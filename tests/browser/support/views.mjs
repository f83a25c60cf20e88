// The ways in which somebody may see the site, chosen as people choose them: by a button on each page.

/** The choice of each view, and the language in which pages then say they are. */
export const VIEWS = {
  elder: "zh-CN",
  contrast: "zh-CN",
  hant: "zh-Hant",
  en: "en",
};

/** Lets everything that a context opens be seen in a view. The same choice again takes some of them back. */
export async function choose(context, view) {
  const page = await context.newPage();
  await page.goto("/");
  await Promise.all([
    page.waitForResponse((it) => new URL(it.url()).pathname === "/view"),
    page.locator(`button[name=choice][value=${view}]`).first().click(),
  ]);
  await page.waitForLoadState();
  await page.close();
}
