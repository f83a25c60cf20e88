// Nothing makes the page scroll sideways: on a phone, and where somebody has doubled all of it.
import { DESK, PHONE } from "../support/browser.mjs";

/** Faults of a page at both widths. The window is as wide as a desk afterwards. */
export async function widths(page) {
  const phone = await at(page, PHONE, 2, "width-360");
  const zoomed = { width: DESK.width / 2, height: DESK.height / 2 };
  const doubled = await at(page, zoomed, 2, "width-200%");
  await page.setViewportSize(DESK);
  return [...phone, ...doubled];
}

async function at(page, size, deviceScaleFactor, rule) {
  const protocol = await page.context().newCDPSession(page);
  await page.setViewportSize(size);
  await protocol.send("Emulation.setDeviceMetricsOverride", { ...size, deviceScaleFactor, mobile: false });
  const wide = await page.evaluate(() => probe.tooWide());
  await protocol.send("Emulation.clearDeviceMetricsOverride");
  await protocol.detach();
  return wide.map((what) => ({ rule, what }));
}
