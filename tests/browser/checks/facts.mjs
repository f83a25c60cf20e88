// What is asked of every page that is visited; it costs nothing but reading.

/** Without pictures, as promised for the first view on a slow line. */
const MOST_BYTES = 100_000;

/** Faults that show in the facts of a page. */
export function judged(facts, lang) {
  const faults = [];
  const add = (rule, what) => faults.push({ rule, what });
  if (facts.lang !== lang) add("lang", `lang is “${facts.lang}”, expected “${lang}”`);
  if (!facts.title.trim()) add("title", "there is none");
  if (!facts.shapes) add("main", "there is no main element");
  if (facts.weight > MOST_BYTES) add("weight", `${facts.weight} bytes of text, style and scripts`);
  for (const link of facts.nameless) add("link-name", link);
  for (const id of facts.twice) add("id", `#${id} is there more than once`);
  for (const fault of outline(facts.headings)) add("headings", fault);
  return faults;
}

/** One first heading, and none that skips a level on the way down. */
function outline(headings) {
  const first = headings.filter(({ level }) => level === 1);
  const faults = first.length === 1 ? [] : [`${first.length} headings of the first level`];
  for (const [at, { level, what }] of headings.entries()) {
    const above = headings[at - 1]?.level ?? level;
    if (level > above + 1) faults.push(`level ${level} below level ${above}: ${what}`);
  }
  return faults;
}
