// Somebody asks what it costs.
import { Person, journey } from "./person.mjs";

journey("a visitor computes the fee both ways, and reads that only one is charged", async () => {
  const it = await Person.visitor();
  await it.opens("/tools");
  await it.page.getByRole("link", { name: "费用计算" }).first().click();
  await it.isAt("/tools/fee");
  await it.fills({ 本次申请件数: "12", 页数: "35", 适用标准的日期: "2026-03-02" });
  await it.presses("计算");
  await it.sees("只能选一种");
  await it.sees("分档计算");
});

journey("a number that is none is told beside its field", async () => {
  const it = await Person.visitor();
  await it.opens("/tools/fee");
  await it.fills({ 页数: "许多" });
  await it.presses("计算");
  await it.page.locator("#errors").waitFor();
});
