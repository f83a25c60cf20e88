// Somebody asks when the reply is due, and why.
import assert from "node:assert/strict";
import { Person, journey } from "./person.mjs";

journey("a visitor computes when a reply is due, and the address keeps the answer", async () => {
  const it = await Person.visitor();
  await it.opens("/");
  await it.follows("公开工具");
  await it.page.getByRole("link", { name: "期限计算" }).first().click();
  await it.isAt("/tools/deadline");
  await it.fills({ 收到申请的日期: "2026-02-13" });
  await it.presses("计算");
  await it.sees("2026年3月19日");
  await it.sees("第三十三条");
  const again = await Person.visitor({ javaScriptEnabled: false });
  await again.opens(new URL(it.page.url()).pathname + new URL(it.page.url()).search);
  await again.sees("2026年3月19日");
});

journey("a visitor who forgets the date is led to the field", async () => {
  const it = await Person.visitor();
  await it.opens("/tools/deadline");
  await it.fills({ 截至日期: "2026-03-02" });
  await it.presses("计算");
  const summary = it.page.locator("#errors");
  await summary.waitFor();
  await summary.getByRole("link").first().click();
  const focused = await it.page.evaluate(() => document.activeElement.id);
  assert.equal(focused, await it.page.getByLabel("收到申请的日期").first().getAttribute("id"));
});

journey("an extension moves the day, and the days are shown in a calendar", async () => {
  const it = await Person.visitor();
  await it.opens("/tools/deadline?received=2026-03-02");
  const before = await it.page.locator(".answer").first().innerText();
  await it.fills({ 事项: "告知延期", 日期: "2026-03-10", 补充: "20" });
  await it.presses("计算");
  const extended = await it.page.locator(".answer").first().innerText();
  assert.notEqual(before, extended);
  assert.ok((await it.page.locator("main table").count()) > 0, "there is no calendar");
});
