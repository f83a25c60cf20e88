// Addresses of the site, and the patterns they follow. The list of all patterns is the one that the site's own
// tests keep (`crates/web/tests/ways-in.txt`), so a page that nobody can reach by links is noticed here.
import { readFileSync } from "node:fs";
import { given, repository } from "../support/given.mjs";

/** What is no page: data, files, and answers for machines. */
const NO_PAGES = ["/api/", "/assets/", "/health/live", "/health/ready"];

const ways = readFileSync(new URL("crates/web/tests/ways-in.txt", repository), "utf8");

/** The patterns of everything that a browser may open. */
export const PATTERNS = ways
  .split("\n")
  .map((line) => line.trim().split(/\s+/))
  .filter(([verb, path]) => verb === "GET" && !NO_PAGES.some((it) => path.startsWith(it)))
  .map(([, path]) => path);

// The most literal pattern first: `/organisations/new` is no organisation.
const matchers = [...PATTERNS]
  .sort((a, b) => variables(a) - variables(b) || b.length - a.length)
  .map((pattern) => ({ pattern, form: new RegExp(`^${pattern.split("/").map(segment).join("/")}$`) }));

function variables(pattern) {
  return pattern.split("{").length;
}

function segment(part) {
  if (part.startsWith("{*")) return ".+";
  return part
    .split(/(\{[^}]+\})/)
    .map((it) => (it.startsWith("{") ? "[^/]+" : it.replace(/[.*+?^$()|[\]\\]/g, "\\$&")))
    .join("");
}

/** The pattern of a path, or the path itself where it follows none. */
export function patternOf(path) {
  return matchers.find((it) => it.form.test(path))?.pattern ?? path;
}

/** What a page is visited as: its pattern, and which parameters are asked. */
export function kindOf(address) {
  const url = new URL(address);
  const names = [...new Set(url.searchParams.keys())].sort();
  const pattern = patternOf(url.pathname);
  return names.length === 0 ? pattern : `${pattern}?${names.join("&")}`;
}

/** An address of a link as the crawl takes it: of this site, without its fragment, and no data. */
export function ours(href) {
  const url = new URL(href, given.site);
  if (url.origin !== given.site || NO_PAGES.some((it) => url.pathname.startsWith(it))) return null;
  url.hash = "";
  return url.href;
}

/** An address without the site, to be read. */
export function short(address) {
  return decodeURI(address.replace(given.site, ""));
}
