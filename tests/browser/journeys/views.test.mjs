// Somebody sees badly, or reads other letters, and later wants the page as it was.
import assert from "node:assert/strict";
import { Person, journey } from "./person.mjs";

/** The classes of the page that say how it is seen. */
const look = (it) => it.page.evaluate(() => [...document.documentElement.classList].filter(Boolean).sort());
const lang = (it) => it.page.evaluate(() => document.documentElement.lang);

journey("large print stays on from page to page, and one press ends it", async () => {
  const it = await Person.visitor();
  await it.opens("/tools");
  const before = await look(it);
  await it.presses("长者模式");
  await it.isAt("/tools");
  assert.deepEqual(await look(it), [...before, "elder"].sort());
  await it.opens("/permissions");
  assert.ok((await look(it)).includes("elder"));
  await it.opens("/tools");
  await it.presses("长者模式");
  assert.deepEqual(await look(it), before);
});

journey("contrast and large print go together", async () => {
  const it = await Person.visitor();
  await it.opens("/");
  await it.presses("长者模式");
  await it.presses("高对比度");
  const both = await look(it);
  assert.ok(both.includes("elder") && both.includes("contrast"), both.join());
});

journey("traditional letters, English, and back to what it was", async () => {
  const it = await Person.visitor();
  await it.opens("/tools/fee");
  await it.presses("繁體");
  assert.equal(await lang(it), "zh-Hant");
  await it.sees("費用");
  await it.presses("English");
  assert.equal(await lang(it), "en");
  await it.sees("What does it cost?");
  await it.presses("简体");
  assert.equal(await lang(it), "zh-CN");
  await it.sees("费用计算");
  await it.isAt("/tools/fee");
});

journey("views need no script, and what was typed into the address stays", async () => {
  const it = await Person.visitor({ javaScriptEnabled: false });
  await it.opens("/tools/deadline?received=2026-02-13");
  await it.presses("长者模式");
  await it.sees("2026年3月19日");
});
