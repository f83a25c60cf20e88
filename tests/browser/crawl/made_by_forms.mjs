// Pages that come out of a form, where no link leads before somebody has sent it.
import { fileURLToPath } from "node:url";
import { repository } from "../support/given.mjs";

/** An invented yearly report with some faults of every kind. */
export const REPORT = fileURLToPath(new URL("crates/report/tests/fixtures/yunchuan-2024.html", repository));

/** What cannot be computed is told in a page, too. */
export const REFUSED = "/tools/fee?items=x";

/** The addresses of such pages, made by a visitor. */
export async function madeByForms(context) {
  const page = await context.newPage();
  const deadline = "/tools/deadline?received=2026-02-04&today=2026-02-10";
  const fee = "/tools/fee?items=12&pages=35&on=2026-03-02";
  const addresses = [deadline, fee, REFUSED, "/search?q=%E5%AD%A6%E7%94%9F", await checked(page)];
  await page.close();
  return addresses;
}

async function checked(page) {
  await page.goto("/tools/check");
  await page.locator("input[type=file]").setInputFiles(REPORT);
  await page.locator("form[enctype] button").last().click();
  return page.locator("main tbody a").first().getAttribute("href");
}
