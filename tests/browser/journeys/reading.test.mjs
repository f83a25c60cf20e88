// Somebody looks for what a body has to publish.
import assert from "node:assert/strict";
import { Person, journey } from "./person.mjs";

const BUREAU = "海东市教育局（演示）";

journey("from the front page to a body, its columns and one of them", async () => {
  const it = await Person.visitor();
  await it.opens("/");
  await it.follows(BUREAU);
  await it.follows("法定主动公开内容", "#menu");
  await it.sees("公开依据");
  const columns = it.page.locator("main .tree a");
  const title = await columns.last().innerText();
  await columns.last().click();
  await it.page.getByRole("heading", { level: 1, name: title }).waitFor();
  await it.sees("栏目说明");
});

journey("how to ask stands under its own name, with the time limits", async () => {
  const it = await Person.visitor();
  await it.opens("/");
  await it.follows(BUREAU);
  await it.follows("依申请公开", "#menu");
  await it.sees("20个工作日");
  await it.page.getByRole("link", { name: "计算答复期限" }).first().click();
  await it.isAt("/tools/deadline");
});

journey("a word finds a column, and the trail leads back up", async () => {
  const it = await Person.visitor({ javaScriptEnabled: false });
  await it.opens("/");
  await it.page.getByRole("searchbox").fill("学生资助");
  await it.page.getByRole("search").getByRole("button").click();
  await it.isAt("/search");
  await it.page.locator("main").getByRole("link", { name: /学生资助/ }).first().click();
  await it.page.getByRole("heading", { level: 1, name: /学生资助/ }).waitFor();
  const trail = it.page.getByRole("navigation", { name: "当前位置" }).getByRole("link");
  assert.ok((await trail.count()) >= 2, "the trail is too short");
  await trail.first().click();
  await it.isAt("/");
});

journey("the site map leads to a body's guide", async () => {
  const it = await Person.visitor();
  await it.opens("/");
  await it.follows("网站地图");
  const guides = it.page.locator("main").getByRole("link", { name: /^政府信息公开指南/ });
  await guides.first().click();
  await it.page.getByRole("heading", { level: 1, name: /指南/ }).waitFor();
});
