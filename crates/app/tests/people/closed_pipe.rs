//! Readers who leave early, as `gongkai … | head` does.

use std::process::{Command, Stdio};

use crate::keeper::Keeper;

#[test]
fn whoever_stops_reading_gets_no_error() {
    let keeper = Keeper::with_a_bureau();
    keeper.well("user invite yanshi.jia --name 演示用户甲 --organisation bureau");
    for line in [
        "user list",
        "user list --json",
        "user show yanshi.jia",
        "user invite yanshi.yi --name 演示用户乙 --organisation bureau",
        "user sessions yanshi.jia",
        "org list",
        "org show bureau",
        "log list",
        "jobs list",
        "jobs run --once",
        "keys list",
        "verify",
        "doctor",
        "rules",
        "completions bash",
        "demo --no-serve --data another",
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
        command.current_dir(keeper.path("")).args(line.split_whitespace());
        command.env("LC_ALL", "C.UTF-8").env("NO_COLOR", "1").env("GONGKAI_DATA", "d");
        let ended = command.stdin(Stdio::null()).stdout(writer).output().unwrap();
        let told = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(
            (ended.status.code(), told.contains("pipe")),
            (Some(0), false),
            "{line}: {told}"
        );
    }
    let all = keeper.json("user list --json");
    assert_eq!(all.as_array().unwrap().len(), 2, "what nobody read about is stored: {all}");
}
