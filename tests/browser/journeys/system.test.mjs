// The system administrator looks over what is there, and whether it runs.
import { Person, journey } from "./person.mjs";

journey("organisations, people, jobs and health are a step from the desk", async () => {
  const it = await Person.withRole("system_administrator");
  for (const [name, path] of [
    ["机构", "/office/organisations"],
    ["人员和角色", "/office/people"],
    ["后台任务", "/office/jobs"],
    ["运行状态", "/office/health"],
  ]) {
    await it.opens("/office");
    await it.follows(name, "#menu");
    await it.isAt(path);
    await it.page.getByRole("heading", { level: 1 }).waitFor();
  }
});

journey("an organisation is opened from the list, and tells its history", async () => {
  const it = await Person.withRole("system_administrator");
  await it.opens("/office/organisations");
  await it.follows("海东市教育局（演示）", "main");
  await it.page.getByRole("heading", { level: 1, name: /海东市教育局（演示）/ }).waitFor();
  await it.sees("沿革");
});
