// One page, opened by somebody: what it says, and what went wrong while it loaded.
import { given } from "../support/given.mjs";

/** Opens an address. The answer has no `facts` where it is no page: a download, or data. */
export async function visit(page, address) {
  const heard = listen(page);
  try {
    const response = await page.goto(address, { waitUntil: "load" });
    const kind = response.headers()["content-type"] ?? "";
    const facts = kind.startsWith("text/html") ? await page.evaluate(() => probe.facts()) : null;
    return { address: page.url().split("#")[0], status: response.status(), facts, faults: heard.faults };
  } catch (error) {
    if (!/Download is starting|net::ERR_ABORTED/.test(error.message)) throw error;
    return { address, status: await statusOf(page, address), facts: null, faults: heard.faults };
  } finally {
    heard.stop();
  }
}

/** A download is asked for without a page. */
async function statusOf(page, address) {
  const response = await page.context().request.get(address);
  return response.status();
}

/** Listens for errors, and for requests that leave the site. */
function listen(page) {
  const faults = [];
  const ears = {
    console: (it) => it.type() === "error" && faults.push({ rule: "console", what: it.text() }),
    pageerror: (it) => faults.push({ rule: "console", what: String(it) }),
    request: (it) => {
      const url = new URL(it.url());
      const leaves = url.protocol.startsWith("http") && url.origin !== given.site;
      if (leaves) faults.push({ rule: "third-party", what: it.url() });
    },
  };
  for (const [event, ear] of Object.entries(ears)) page.on(event, ear);
  const stop = () => {
    for (const [event, ear] of Object.entries(ears)) page.off(event, ear);
  };
  return { faults, stop };
}
