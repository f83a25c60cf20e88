// Walking through a page with the Tab key: what should be reached, and what is.
Object.assign(probe, {
  /** Starts to watch what should be reached, in the order of the page, and returns how many Tabs it may take. */
  watchFocus(most) {
    probe.standAtTheTop();
    const wanted = probe.focusables().slice(0, most);
    const before = new Map(wanted.map((it) => [it, probe.look(it)]));
    probe.walk = [];
    probe.wanted = wanted;
    document.addEventListener("focusin", ({ target }) => {
      for (const it of document.getAnimations()) it.finish();
      const seen = before.has(target) ? probe.look(target) !== before.get(target) : true;
      probe.walk.push({ element: target, seen });
    });
    // A field for a day is walked through part by part. Boxes that scroll are stops as well; a fifth more is
    // enough for them.
    const parts = wanted.map((it) => (/^(date|time|month|week)/.test(it.type) ? 5 : 1));
    return Math.ceil(1.2 * parts.reduce((sum, it) => sum + it, 2));
  },

  /** A page may have taken the focus to what went wrong; the walk begins where the page does. */
  standAtTheTop() {
    const top = document.createElement("span");
    top.tabIndex = -1;
    document.body.prepend(top);
    top.focus();
    top.remove();
  },

  /** What came of it: what was missed, came out of order, or shows no focus. */
  toldFocus() {
    const { walk, wanted } = probe;
    // A box that scrolls is reached by the keyboard too, and is no control.
    const reached = walk.filter(({ element }) => wanted.includes(element));
    const order = [...new Set(reached.map(({ element }) => element))];
    const missed = wanted.filter((it) => !order.includes(it));
    const there = wanted.filter((it) => order.includes(it));
    const astray = wanted.find((it) => it.tabIndex > 0) ?? there.find((it, at) => it !== order[at]);
    return {
      missed: missed.map(probe.describe),
      astray: astray ? [probe.describe(astray)] : [],
      unseen: reached.filter(({ seen }) => !seen).map(({ element }) => probe.describe(element)),
    };
  },

  /** Everything that the Tab key should stop at. */
  focusables() {
    const kinds =
      "a[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [tabindex], [contenteditable]";
    const reached = [...document.querySelectorAll(kinds)].filter(
      (it) => it.tabIndex >= 0 && !it.disabled && !it.closest("[inert]") && probe.isShown(it),
    );
    return reached.filter((it) => it.type !== "radio" || probe.isStopOfGroup(it, reached));
  },

  /** Of a group of radio buttons, the Tab key stops at the chosen one, or at the first. */
  isStopOfGroup(radio, all) {
    const group = all.filter(
      (it) => it.type === "radio" && it.name === radio.name && it.form === radio.form,
    );
    return radio === (group.find((it) => it.checked) ?? group[0]);
  },

  /** How an element and what stands for it look, as one text. */
  look(element) {
    const places = [element, element.parentElement, element.nextElementSibling];
    const looks = places.filter(Boolean).flatMap((it) => [null, "::before", "::after"].map((part) => {
      const style = getComputedStyle(it, part);
      // A ring in no colour or of no width is none.
      const ring = style.outlineStyle === "none" ? "" : `${style.outlineWidth} ${style.outlineColor}`;
      return [ring, style.boxShadow, style.backgroundColor, style.borderColor, style.borderWidth,
        style.textDecorationLine, style.textDecorationThickness].join();
    }));
    return looks.join("\n");
  },
});
