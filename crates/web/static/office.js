// Comfort in the office: keys, and a list that narrows as one types.
import { install } from "/vendor/hotkey.js";

for (const it of document.querySelectorAll("[data-hotkey]")) install(it);

for (const field of document.querySelectorAll("[data-find]")) {
  const list = document.getElementById(field.dataset.find);
  const none = document.getElementById(`${field.dataset.find}-none`);
  const goals = [...list.children].map((row) => ({ row, link: row.querySelector("a"), words: row.textContent.toLowerCase() }));
  const shown = () => goals.filter((it) => !it.row.hidden);
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    for (const it of goals) it.row.hidden = !it.words.includes(wanted);
    none.hidden = shown().length > 0;
  });
  field.form.addEventListener("submit", (event) => {
    const first = shown()[0];
    if (!first) return;
    event.preventDefault();
    location.assign(first.link.href);
  });
  const step = (event, from) => {
    const links = [field, ...shown().map((it) => it.link)];
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    links[Math.min(Math.max(links.indexOf(from) + by, 0), links.length - 1)].focus();
  };
  field.addEventListener("keydown", (event) => step(event, field));
  list.addEventListener("keydown", (event) => step(event, document.activeElement));
}
