// 长者模式: letters of 18 points and more, and what is pressed is as large as a finger.

/** 18 points, in pixels. */
const LETTERS = 24;

/** The side of the smallest target, in pixels. */
const TARGET = 44;

/** Faults of a page in elder mode. */
export async function elder(page) {
  const small = await page.evaluate(([letters, target]) => probe.tooSmall(letters, target), [LETTERS, TARGET]);
  return [
    ...small.letters.map((what) => ({ rule: "elder:letters", what })),
    ...small.targets.map((what) => ({ rule: "elder:target", what })),
  ];
}
