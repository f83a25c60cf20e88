// Runs in each page before its own scripts. What it offers hangs on `probe`.
globalThis.probe = {
  /** An element as somebody who mends the template finds it. */
  describe(element) {
    const id = element.id ? `#${element.id}` : "";
    const names = [...element.classList].map((it) => `.${it}`).join("");
    const text = probe.nameOf(element).slice(0, 40);
    return `<${element.localName}${id}${names}>${text ? ` “${text}”` : ""}`;
  },

  /** What an element is called, roughly as assistive technology has it. */
  nameOf(element) {
    const labels = (element.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean);
    const labelled = labels.map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
    const pictures = [...element.querySelectorAll("img[alt], svg[aria-label]")];
    const pictured = pictures.map((it) => it.getAttribute("alt") ?? it.getAttribute("aria-label"));
    const own = element.getAttribute("aria-label") ?? element.textContent;
    const name = labelled || own.trim() || pictured.join(" ") || element.title;
    return name.replace(/\s+/g, " ").trim();
  },

  /** Whether somebody sees an element, or would after scrolling. */
  isShown(element) {
    const boxes = element.getClientRects();
    return boxes.length > 0 && getComputedStyle(element).visibility !== "hidden";
  },
};
