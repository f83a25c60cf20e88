// What is read from every page in one go.
Object.assign(probe, {
  facts() {
    const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(probe.isShown);
    const links = [...document.querySelectorAll("a[href]")];
    const main = document.querySelector("main");
    return {
      title: document.title,
      lang: document.documentElement.lang,
      headings: headings.map((it) => ({ level: Number(it.localName[1]), what: probe.describe(it) })),
      links: links.map((it) => ({ href: it.href, download: it.hasAttribute("download") })),
      nameless: links.filter((it) => !probe.nameOf(it)).map((it) => it.outerHTML.slice(0, 120)),
      twice: probe.idsUsedTwice(),
      weight: probe.weight(),
      shapes: main ? { frame: probe.shape(document.body, main), main: probe.shape(main) } : null,
    };
  },

  idsUsedTwice() {
    const ids = [...document.querySelectorAll("[id]")].map((it) => it.id);
    return [...new Set(ids.filter((it, at) => ids.indexOf(it) !== at))];
  },

  /** Bytes of the page, its styles and scripts as they were sent, whether or not they were cached. */
  weight() {
    const [page] = performance.getEntriesByType("navigation");
    const loaded = performance.getEntriesByType("resource");
    const counted = loaded.filter((it) => /\.(css|m?js)$/.test(new URL(it.name).pathname));
    return [page, ...counted].reduce((sum, it) => sum + it.encodedBodySize, 0);
  },

  /**
   * The skeleton of an element as a number: what it is made of, without any text. Rows and list items that are
   * alike count once, so a list of three and a list of thirty have the same shape.
   */
  shape(element, without) {
    const skeleton = (it) => {
      if (it === without) return "…";
      const names = it.getAttributeNames().filter((name) => name !== "class" && name !== "id");
      const kind = `${it.localName}.${[...it.classList].sort().join(".")}[${names.sort()}]`;
      const inside = [...it.children].map(skeleton);
      return `${kind}(${[...new Set(inside)].join("")})`;
    };
    let hash = 0x811c9dc5;
    for (const letter of skeleton(element)) {
      hash = Math.imul(hash ^ letter.codePointAt(0), 0x01000193);
    }
    return hash >>> 0;
  },
});
