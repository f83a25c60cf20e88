//! Somebody at the command line, in a folder of their own.

use std::path::PathBuf;
use std::sync::Arc;

use assert_cmd::Command;
use eventlog::At;
use serde_json::Value;
use store::{Chance, Clock, Edge, Keys, Settings, Store};
use tempfile::TempDir;

/// A clock that stands still, and no chance at all: enough for reading.
#[derive(Clone, Copy)]
pub struct Still(pub At);

impl Still {
    pub fn in_2027() -> Self {
        Self(At::from_micros(1_800_000_000_000_000).unwrap())
    }
}

impl Clock for Still {
    fn now(&self) -> At {
        self.0
    }
}

impl Chance for Still {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}

pub struct Keeper {
    folder: TempDir,
}

pub struct Ended {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Keeper {
    /// Somebody in an empty folder.
    pub fn of_nothing() -> Self {
        Self { folder: TempDir::new().expect("a temporary folder") }
    }

    /// Somebody whose installation `d` is made.
    pub fn new() -> Self {
        let keeper = Self::of_nothing();
        keeper.well("init --name jyj.example.gov.cn --recovery-key recovery.key");
        keeper
    }

    /// Somebody who has founded a government, its bureau and a section of that.
    pub fn with_a_bureau() -> Self {
        let keeper = Self::new();
        keeper.well("org found city --name 演示市人民政府 --kind government --on 2019-05-15");
        keeper.well(
            "org found bureau --name 演示市教育局 --kind department --under city --on 2019-05-15",
        );
        keeper.well(
            "org found office --name 演示市教育局办公室 --kind section --under bureau --on 2019-05-15",
        );
        keeper
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs a line of words; the installation is `d` unless it says otherwise.
    pub fn run(&self, line: &str) -> Ended {
        let mut command = Command::cargo_bin("gongkai").expect("the program is built");
        command.current_dir(self.folder.path()).args(line.split_whitespace());
        command.env("LC_ALL", "C.UTF-8").env("NO_COLOR", "1").env("GONGKAI_DATA", "d");
        let output = command.output().expect("the program starts");
        Ended {
            code: output.status.code().expect("no signal ends the program"),
            out: String::from_utf8(output.stdout).expect("it prints UTF-8"),
            err: String::from_utf8(output.stderr).expect("it prints UTF-8"),
        }
    }

    /// Runs what must go well.
    pub fn well(&self, line: &str) -> String {
        let ended = self.run(line);
        assert_eq!(ended.code, 0, "{line}: {}{}", ended.out, ended.err);
        ended.out
    }

    pub fn json(&self, line: &str) -> Value {
        serde_json::from_str(&self.well(line)).expect("it prints JSON")
    }

    /// Runs what must be refused, in such words.
    pub fn refused(&self, line: &str, words: &str) {
        let ended = self.run(line);
        assert!(ended.code == 2 && ended.err.contains(words), "{line}: {}{}", ended.out, ended.err);
    }

    /// Asks the store of an installation something that no command tells.
    pub fn asks<T>(&self, data: &str, at: Still, question: impl AsyncFnOnce(&Store) -> T) -> T {
        let folder = self.path(data);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let keys = Keys::read(&folder.join("keys")).unwrap();
            let edge = Edge { clock: Arc::new(at), chance: Arc::new(at) };
            let store = Store::open(&Settings::in_folder(&folder), keys, edge).await.unwrap();
            let answer = question(&store).await;
            store.close().await.unwrap();
            answer
        })
    }

    /// Whether the log proves everything.
    pub fn is_whole(&self, data: &str) {
        let verdict = self.json(&format!("verify --data {data} --json"));
        assert_eq!(verdict["faults"].as_array().map(Vec::len), Some(0), "{verdict}");
    }

    /// The codes of the organisations of a day.
    pub fn codes_on(&self, day: &str) -> Vec<String> {
        let list = self.json(&format!("org list --on {day} --json"));
        let all = list.as_array().expect("a list").iter();
        all.filter_map(|it| it["code"].as_str().map(ToOwned::to_owned)).collect()
    }
}
