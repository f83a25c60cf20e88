// The audit administrator looks into the log, and takes away what proves it.
import assert from "node:assert/strict";
import { Person, journey } from "./person.mjs";

journey("an act is found by a filter, and its proof is taken along", async () => {
  const it = await Person.withRole("audit_administrator");
  await it.opens("/office");
  await it.follows("日志", "#menu");
  await it.isAt("/office/log");
  await it.fills({ 操作人登录名: "nobody.of.this.name" });
  await it.presses("筛选");
  await it.sees("没有符合条件的记录");
  await it.follows("清除条件");
  const acts = it.page.locator("main tbody th a");
  await acts.first().waitFor();
  await acts.first().click();
  const receipt = await it.downloads(() => it.follows("下载证明"));
  assert.ok(JSON.parse(receipt.bytes.toString()), "the receipt is no JSON");
});

journey("what is shown is exported as a table", async () => {
  const it = await Person.withRole("audit_administrator");
  await it.opens("/office/log");
  const rows = await it.page.locator("main tbody tr").count();
  assert.ok(rows > 0, "the log is empty");
  const table = await it.downloads(() => it.follows("导出表格（CSV）"));
  const lines = table.bytes.toString().trim().split("\n").length;
  assert.ok(lines > rows, `${lines} lines for ${rows} acts and more`);
});
