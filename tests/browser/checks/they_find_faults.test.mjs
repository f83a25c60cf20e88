// The checks themselves: each finds the one thing that is wrong with a page made for it.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { accessible } from "./accessible.mjs";
import { judged } from "./facts.mjs";
import { elder } from "./elder.mjs";
import { keyboard, skipLink } from "./keyboard.mjs";
import { widths } from "./widths.mjs";
import { withoutScripts } from "./without_scripts.mjs";
import { visit } from "../crawl/visit.mjs";
import { closeBrowser, visitor } from "../support/browser.mjs";
import { given } from "../support/given.mjs";
import { equip } from "../support/in_page.mjs";

const ADDRESS = `${given.site}/made-for-a-test`;

after(closeBrowser);

/** A page that nothing is wrong with, with something put into it. */
function page({ head = "", lang = "zh-CN", before = "", main = "", skip = "#main" }) {
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>页</title>${head}</head>
<body>${before}<header><a href="${skip}">跳到主要内容</a></header>
<main id="main" tabindex="-1"><h1>页</h1><p><a href="/">首页</a></p>${main}</main></body></html>`;
}

/** Opens such a page, and hands it to a check. */
async function opened(parts, check, options = {}) {
  const context = await visitor(options);
  await equip(context);
  const answer = { contentType: "text/html; charset=utf-8", body: page(parts) };
  await context.route(ADDRESS, (route) => route.fulfill(answer));
  await context.route("http://elsewhere.example/*", (route) => route.fulfill({ body: "" }));
  const open = await context.newPage();
  const seen = await visit(open, ADDRESS);
  const faults = await check(open, seen);
  await context.close();
  return faults.map(({ rule }) => rule);
}

const facts = (_, seen) => judged(seen.facts, "zh-CN");
const heard = (_, seen) => seen.faults;
const style = (rules) => `<style>${rules}</style>`;

const FOUND = [
  ["a picture without words", { main: "<img src='data:,'>" }, accessible, "axe:image-alt"],
  ["grey letters on grey", { main: "<p style='color:#999;background:#aaa'>灰底灰字没有人看得清</p>" }, accessible, "axe:color-contrast"],
  ["a language that is not asked for", { lang: "en" }, facts, "lang"],
  ["a second first heading", { main: "<h1>又一个</h1>" }, facts, "headings"],
  ["a level that is skipped", { main: "<h3>跳级</h3>" }, facts, "headings"],
  ["a link without a name", { main: "<a href='/x'></a>" }, facts, "link-name"],
  ["an id that is there twice", { main: "<p id='a'>一</p><p id='a'>二</p>" }, facts, "id"],
  ["a page that is heavy", { main: `<p>${"字".repeat(40_000)}</p>` }, facts, "weight"],
  ["a script that fails", { head: "<script>throw new Error('x')</script>" }, heard, "console"],
  ["a picture from elsewhere", { main: "<img alt='' src='http://elsewhere.example/x.png'>" }, heard, "third-party"],
  ["a table that is wider than a phone", { main: "<p style='width:500px'>宽</p>" }, widths, "width-360"],
  ["what is too wide once doubled", { main: "<p style='width:700px'>宽</p>" }, widths, "width-200%"],
  ["a button that the keyboard cannot leave", {
    main: "<button onkeydown='event.preventDefault()'>陷阱</button><a href='/y'>后面</a>",
  }, keyboard, "keyboard:missed"],
  ["an order that jumps", { main: "<a href='/y' tabindex='1'>先</a>" }, keyboard, "keyboard:order"],
  ["a focus that nobody sees", { head: style("a{outline:none}") }, keyboard, "keyboard:no-visible-focus"],
  ["small print in elder mode", { head: style("body{font-size:18pt}small{font-size:12px}"), main: "<small>小字</small>" }, elder, "elder:letters"],
  ["a small button in elder mode", { head: style("body{font-size:18pt}"), main: "<button>小</button>" }, elder, "elder:target"],
  ["a link before the one that skips", { before: "<a href='/z'>广告</a>" }, skipLink, "skip-link"],
  ["a link that skips to nothing", { skip: "#nothing" }, skipLink, "skip-link"],
];

for (const [what, parts, check, rule] of FOUND) {
  test(`${what} is found`, async () => {
    const rules = await opened(parts, check);
    assert.ok(rules.includes(rule), `found ${JSON.stringify(rules)}`);
  });
}

for (const check of [accessible, facts, heard, widths, keyboard, skipLink]) {
  test(`a good page gives ${check.name} nothing to find`, async () => {
    assert.deepEqual(await opened({}, check), []);
  });
}

test("a table in a box that scrolls may be wide", async () => {
  const main = "<div style='overflow-x:auto' tabindex='0'><p style='width:900px'>宽</p></div>";
  assert.deepEqual(await opened({ main }, widths), []);
});

test("what only a script writes is found, and what the server sent hidden is not", async () => {
  const write = "<p id='w'></p><script>document.getElementById('w').textContent = '只有脚本写'</script>";
  const show = "<button id='s' hidden>按钮</button><script>document.getElementById('s').hidden = false</script>";
  const compare = async (open, seen) => {
    const plain = await (await visitor({ javaScriptEnabled: false })).newPage();
    await plain.route(ADDRESS, async (route) => route.fulfill({ body: page({ main: write + show }), contentType: "text/html; charset=utf-8" }));
    return withoutScripts(open, plain, seen.status);
  };
  assert.deepEqual(await opened({ main: write + show }, compare), ["without-scripts"]);
});

test("a page that takes the focus to what went wrong is walked from its top", async () => {
  const main = "<div id='e' tabindex='-1'>有误</div><a href='/y'>后面</a><script>document.getElementById('e').focus()</script>";
  assert.deepEqual(await opened({ main }, keyboard), []);
});
