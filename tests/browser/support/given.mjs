// What `cargo xtask browser` hands over: the site, its invented people, and where things lie.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const file = process.env.GONGKAI_BROWSER;
if (!file) throw new Error("start the suite with `cargo xtask browser`");

/** `site`, `password`, `people` by role, `packages`, `output`. */
export const given = JSON.parse(readFileSync(file, "utf8"));

/** The root of the repository. */
export const repository = new URL("../../../", import.meta.url);

// The packages lie in the folder of everything built, where no import from here would look for them.
const resolve = createRequire(join(given.packages, "package.json")).resolve;

/** A package of the lock file. */
export async function load(name) {
  return (await import(pathToFileURL(resolve(name)).href)).default;
}

/** The text of a file of a package. */
export const textOf = (name) => readFileSync(resolve(name), "utf8");
