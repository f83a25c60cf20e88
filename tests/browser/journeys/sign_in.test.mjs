// Coming to work and going home, with the keyboard alone.
import { given } from "../support/given.mjs";
import { Person, journey } from "./person.mjs";

journey("a wrong password is told beside the form, and the login is kept", async () => {
  const it = await Person.visitor();
  await it.opens("/sign-in");
  await it.fills({ 登录名: given.people.clerk, 密码: "不是这个密码" });
  await it.types("Enter");
  await it.sees("登录名或者密码不对");
  await it.fills({ 密码: given.password });
  await it.types("Enter");
  await it.page.waitForURL((url) => url.pathname !== "/sign-in");
});

journey("whoever wanted a page comes to it after signing in", async () => {
  const it = await Person.visitor();
  await it.page.goto("/me");
  await it.isAt("/sign-in");
  await it.fills({ 登录名: given.people.clerk, 密码: given.password });
  await it.types("Enter");
  await it.isAt("/me");
  await it.sees(given.people.clerk);
});

journey("after signing out the account page asks to sign in", async () => {
  const it = await Person.withRole("clerk");
  await it.opens("/office");
  await it.presses("退出");
  await it.page.goto("/me");
  await it.isAt("/sign-in");
});
