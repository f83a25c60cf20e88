// A page without a mouse.

/** Stops of the Tab key that are tried on one page; long tables of links are alike below that. */
const MOST_STOPS = 120;

/** Walks through a page with Tab: each control is reached, in the order of the page, and shows it. */
export async function keyboard(page) {
  const presses = await page.evaluate((most) => probe.watchFocus(most), MOST_STOPS);
  for (let press = 0; press < presses; press += 1) await page.keyboard.press("Tab");
  const told = await page.evaluate(() => probe.toldFocus());
  return [
    ...told.missed.map((what) => ({ rule: "keyboard:missed", what })),
    ...told.astray.map((what) => ({ rule: "keyboard:order", what })),
    ...told.unseen.map((what) => ({ rule: "keyboard:no-visible-focus", what })),
  ];
}

/** The first stop leads past everything that is on each page. The page is loaded anew for it. */
export async function skipLink(page) {
  await page.goto(page.url().split("#")[0]);
  await page.keyboard.press("Tab");
  const link = await page.evaluate(() => {
    const { activeElement: it } = document;
    const box = it.getBoundingClientRect();
    const seen = box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.height > 1;
    return { hash: it.hash ?? "", seen, what: probe.describe(it) };
  });
  const fault = (what) => [{ rule: "skip-link", what }];
  if (!link.hash) return fault(`the first stop is ${link.what}`);
  if (!link.seen) return fault(`${link.what} is not seen when it has the focus`);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const past = await page.evaluate((hash) => {
    const target = document.getElementById(decodeURIComponent(hash.slice(1)));
    if (!target) return `${hash} is not there`;
    const { activeElement: it } = document;
    if (it === document.body || target.contains(it)) return "";
    const behind = target.compareDocumentPosition(it) & Node.DOCUMENT_POSITION_FOLLOWING;
    return behind ? "" : `after it the focus is on ${probe.describe(it)}`;
  }, link.hash);
  return past ? fault(past) : [];
}
