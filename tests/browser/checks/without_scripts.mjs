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

/** Faults of `plain`, a page of a context without scripts, against `page` as it stands. */
export async function withoutScripts(page, plain) {
  const response = await plain.goto(page.url());
  const [scripted, read, hidden] = await Promise.all([
    page.evaluate(READ),
    plain.evaluate(READ),
    plain.evaluate(HIDDEN),
  ]);
  const there = new Set([...read, ...hidden]);
  const missing = scripted.filter((it) => !there.has(it));
  const faults = missing.map((what) => ({ rule: "without-scripts", what }));
  if (response.status() >= 400) faults.push({ rule: "without-scripts", what: `${response.status()}` });
  return faults;
}
