// The words in which journeys are told. Things are found by what people call them: the text of a link or button,
// the label of a field.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { closeBrowser, signedIn, visitor } from "../support/browser.mjs";
import { given } from "../support/given.mjs";

after(closeBrowser);

/** Who is on the journey that is under way. */
let people = [];

/** A journey. Where it goes wrong, what each of its people sees is left as a picture. */
export function journey(name, steps) {
  test(name, async () => {
    people = [];
    try {
      await steps();
    } catch (error) {
      await Promise.all(people.map((it, at) => it.leavesPicture(`${name} ${at + 1}`)));
      throw error;
    } finally {
      await Promise.all(people.map((it) => it.page.context().close()));
    }
  });
}

/** Somebody in front of one page. */
export class Person {
  constructor(page) {
    this.page = page;
    people.push(this);
  }

  /** A visitor who is not signed in. */
  static async visitor(options) {
    return new Person(await (await visitor(options)).newPage());
  }

  /** Somebody at work in a role of the demonstration. */
  static async withRole(role, options) {
    return new Person(await (await signedIn(role, options)).newPage());
  }

  async leavesPicture(name) {
    await this.page.screenshot({ path: join(given.output, `${name}.png`), fullPage: true });
  }

  async opens(path) {
    const response = await this.page.goto(path);
    assert.ok(response.ok(), `${path} answers ${response.status()}`);
  }

  /** Follows a link by its text, in a part of the page where there is more than one. */
  async follows(name, within = "body") {
    const link = this.page.locator(within).getByRole("link", { name, exact: true });
    await link.first().click();
  }

  /** Presses a button by its text; one that is pressed already may bear a tick. */
  async presses(text, within = "body") {
    const name = new RegExp(`^[✓\\s]*${text}$`);
    await this.page.locator(within).getByRole("button", { name }).first().click();
  }

  /** Fills fields by their labels. A list is chosen from, a box is ticked with `true`. */
  async fills(fields) {
    for (const [label, value] of Object.entries(fields)) await this.#fill(label, value);
  }

  async #fill(label, value) {
    // What else a label says (whether the field may be left out) comes after its name.
    const field = this.page.getByLabel(new RegExp(`^\\s*${label}`)).first();
    if (typeof value === "boolean") return field.setChecked(value);
    const kind = await field.evaluate((it) => it.localName);
    return kind === "select" ? field.selectOption({ label: value }) : field.fill(value);
  }

  async types(keys) {
    await this.page.keyboard.press(keys);
  }

  /** Sees a text somewhere in the main part; waits for it where a page is on its way. */
  async sees(text, within = "main") {
    await this.page.locator(within).getByText(text).filter({ visible: true }).first().waitFor();
  }

  async doesNotSee(text, within = "main") {
    const seen = this.page.locator(within).getByText(text).filter({ visible: true });
    assert.equal(await seen.count(), 0, `“${text}” is shown`);
  }

  async isAt(path) {
    await this.page.waitForURL((it) => it.pathname === path);
  }

  /** Presses a button that gives a file, and returns its name and content. */
  async downloads(press) {
    const [download] = await Promise.all([this.page.waitForEvent("download"), press()]);
    const chunks = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk);
    return { name: download.suggestedFilename(), bytes: Buffer.concat(chunks) };
  }
}
