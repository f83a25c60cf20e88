// A clerk anywhere has a yearly report checked without asking anybody.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { repository } from "../support/given.mjs";
import { Person, journey } from "./person.mjs";

/** An invented report with some faults of every kind. */
const REPORT = fileURLToPath(new URL("crates/report/tests/fixtures/yunchuan-2024.html", repository));

journey("a report is dropped, its faults stand beside its cells, and the list is taken along", async () => {
  const it = await Person.visitor();
  await it.opens("/tools");
  await it.page.getByRole("link", { name: "年报校验" }).first().click();
  await it.page.getByLabel("年度报告文件").setInputFiles(REPORT);
  await it.presses("开始检查");
  await it.page.getByRole("heading", { level: 1, name: "检查结果" }).waitFor();
  await it.follows("yunchuan-2024.html");
  await it.page.getByRole("heading", { level: 1, name: /云川市教育局/ }).waitFor();
  await it.page.getByRole("heading", { name: "发现的问题" }).waitFor();
  await findingLeadsToItsCell(it);
  const list = await it.downloads(() => it.follows("问题清单（XLSX）"));
  assert.match(list.name, /\.xlsx$/);
  assert.equal(list.bytes.subarray(0, 2).toString(), "PK");
});

async function findingLeadsToItsCell(it) {
  const place = it.page.locator("li[id^=finding-] a[href^='#']").first();
  const cell = (await place.getAttribute("href")).slice(1);
  await place.click();
  assert.ok(await it.page.locator(`[id="${cell}"]`).isVisible(), `${cell} is not shown`);
}

journey("several files are checked at once, without scripts", async () => {
  const it = await Person.visitor({ javaScriptEnabled: false });
  await it.opens("/tools/check");
  const others = [".docx", ".xlsx"].map((ending) => REPORT.replace(".html", ending));
  await it.page.getByLabel("年度报告文件").setInputFiles([REPORT, ...others]);
  await it.presses("开始检查");
  await it.page.getByRole("heading", { level: 1, name: "检查结果" }).waitFor();
  assert.equal(await it.page.locator("main tbody tr").count(), 3);
});

journey("nothing chosen is told, and nothing is lost", async () => {
  const it = await Person.visitor({ javaScriptEnabled: false });
  await it.opens("/tools/check");
  const field = it.page.getByLabel("年度报告文件");
  await it.presses("开始检查");
  await it.isAt("/tools/check");
  assert.ok(await field.isVisible());
});
