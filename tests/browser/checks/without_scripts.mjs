// The same page where scripts are off: nothing that can be read is missing.

/** The lines of what can be read, with what is hidden until a script shows it left out. */
const READ = () => {
  const main = document.querySelector("main") ?? document.body;
  const lines = main.innerText.split("\n").map((it) => it.replace(/\s+/g, " ").trim());
  return lines.filter(Boolean);
};

/** What the server sent hidden: controls that do nothing without scripts. */
const HIDDEN = () =>
  [...document.querySelectorAll("[hidden]")].map((it) => it.textContent.replace(/\s+/g, " ").trim());

/** A line without what is made anew for each view: the number of an answer, the key of a second factor. */
const lasting = (line) => line.replace(/\b(?:[0-9A-Z]{4}|[0-9a-f]{16})\b/g, "#");

/** Faults of `plain`, a page of a context without scripts, against `page` as it stands. */
export async function withoutScripts(page, plain, status) {
  const response = await plain.goto(page.url());
  const [scripted, read, hidden] = await Promise.all([
    page.evaluate(READ),
    plain.evaluate(READ),
    plain.evaluate(HIDDEN),
  ]);
  const there = new Set([...read, ...hidden].map(lasting));
  const missing = scripted.filter((it) => !there.has(lasting(it)));
  const faults = missing.map((what) => ({ rule: "without-scripts", what }));
  if (response.status() === status) return faults;
  return [...faults, { rule: "without-scripts", what: `${response.status()} instead of ${status}` }];
}
