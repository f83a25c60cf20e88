// axe-core: WCAG 2.2 up to AA, and what it takes for good practice.
import { equipWithAxe } from "../support/in_page.mjs";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe-core finds on a page as it stands, as faults. */
export async function accessible(page) {
  await equipWithAxe(page);
  const violations = await page.evaluate(async (values) => {
    const options = { runOnly: { type: "tag", values }, resultTypes: ["violations"] };
    const { violations } = await globalThis.axe.run(document, options);
    return violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map(({ target, html, failureSummary }) => ({
        target: target.join(" "),
        html: html.slice(0, 120),
        why: failureSummary.split("\n").slice(1).map((it) => it.trim()).join("; "),
      })),
    }));
  }, TAGS);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html, why }) => ({ rule: `axe:${id}`, what: `${target} ${html} (${why})` })),
  );
}
