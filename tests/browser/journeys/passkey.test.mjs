// A device instead of a password.
import { given } from "../support/given.mjs";
import { Person, journey } from "./person.mjs";

journey("a passkey is added on the account page and signs in the next time", async () => {
  const it = await Person.withRole("handling_section");
  await hasDevice(it);
  await it.opens("/me");
  await it.presses("添加通行密钥");
  await it.page.waitForURL(/done=passkey/);
  await it.opens("/office");
  await it.presses("退出");
  await it.opens("/sign-in");
  await it.fills({ 登录名: given.people.handling_section });
  await it.presses("使用通行密钥");
  await it.page.waitForURL((url) => url.pathname !== "/sign-in");
  await it.opens("/me");
  await it.sees(given.people.handling_section);
});

/** A device that confirms whatever it is asked. */
async function hasDevice(it) {
  const protocol = await it.page.context().newCDPSession(it.page);
  await protocol.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2",
    transport: "internal",
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  };
  await protocol.send("WebAuthn.addVirtualAuthenticator", { options });
}
