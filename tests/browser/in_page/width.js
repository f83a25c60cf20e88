// What makes a page wider than its window.
Object.assign(probe, {
  /** The elements that stick out of the window, outermost first; none where the page fits. */
  tooWide() {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const out = [...document.body.querySelectorAll("*")].filter((it) => {
      const box = it.getBoundingClientRect();
      return box.width > 0 && box.right > root.clientWidth + 1 && !probe.scrollsInABox(it);
    });
    const outermost = out.filter((it) => !out.includes(it.parentElement)).slice(0, 3);
    const told = outermost.map(probe.describe);
    return told.length > 0 ? told : [`the document is ${root.scrollWidth} wide`];
  },

  /** Whether an element may stick out, because a box around it scrolls. */
  scrollsInABox(element) {
    for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
      if (getComputedStyle(box).overflowX !== "visible") return true;
    }
    return false;
  },

  /** What is too small for a finger or an eye in elder mode. */
  tooSmall(letters, target) {
    const root = document.querySelector("main") ?? document.body;
    const shown = [...document.body.querySelectorAll("*")].filter(probe.isShown);
    // The letters of a chart grow with its picture, and the table below it says the same.
    const withText = shown.filter((it) => !it.closest("svg")).filter((it) =>
      [...it.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()),
    );
    const small = withText.filter((it) => parseFloat(getComputedStyle(it).fontSize) < letters);
    const controls = [...root.querySelectorAll("button, select, summary, input, a.button")];
    const narrow = controls.filter((it) => probe.isShown(it) && !probe.fitsAFinger(it, target));
    return { letters: probe.kinds(small), targets: probe.kinds(narrow) };
  },

  /** One of each kind of element, with how many there are: a whole calendar is one fault. */
  kinds(elements) {
    const kind = (it) => [it.localName, ...it.classList].join(".");
    const counts = new Map();
    for (const it of elements) counts.set(kind(it), (counts.get(kind(it)) ?? 0) + 1);
    return [...counts].map(([it, count]) => `${count} × <${it}>`);
  },

  /** A box to tick counts with its label, which is clicked as well. */
  fitsAFinger(control, target) {
    const parts = [control, ...(control.labels ?? [])].map((it) => it.getBoundingClientRect());
    const top = Math.min(...parts.map((it) => it.top));
    const bottom = Math.max(...parts.map((it) => it.bottom));
    const left = Math.min(...parts.map((it) => it.left));
    const right = Math.max(...parts.map((it) => it.right));
    return bottom - top >= target - 0.5 && right - left >= target - 0.5;
  },
});
