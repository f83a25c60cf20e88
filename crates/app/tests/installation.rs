//! An installation from its making to its restoring, as its keeper types it.

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

struct Keeper {
    folder: TempDir,
}

struct Ended {
    code: i32,
    out: String,
    err: String,
}

impl Keeper {
    /// A keeper whose installation `d` is made, with its recovery key beside it.
    fn new() -> Self {
        let keeper = Self { folder: TempDir::new().expect("a temporary folder") };
        let name = ["--name", "jyj.example.gov.cn", "--recovery-key", "recovery.key"];
        let made = keeper.run(&[&["init", "--data", "d"], &name[..]].concat());
        assert_eq!(made.code, 0, "{}{}", made.out, made.err);
        keeper
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        let mut command = Command::cargo_bin("gongkai").expect("the program is built");
        command.current_dir(self.folder.path()).args(arguments);
        command.env("LC_ALL", "C.UTF-8").env("NO_COLOR", "1").env_remove("GONGKAI_DATA");
        let output = command.output().expect("the program starts");
        Ended {
            code: output.status.code().expect("no signal ends the program"),
            out: String::from_utf8(output.stdout).expect("it prints UTF-8"),
            err: String::from_utf8(output.stderr).expect("it prints UTF-8"),
        }
    }

    /// Runs what must go well.
    fn well(&self, arguments: &[&str]) -> String {
        let ended = self.run(arguments);
        assert_eq!(ended.code, 0, "{arguments:?}: {}{}", ended.out, ended.err);
        ended.out
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.well(arguments)).expect("it prints JSON")
    }
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777
}

#[test]
fn an_installation_is_made_backed_up_restored_and_verified() {
    let keeper = Keeper::new();
    keeper.well(&["backup", "--data", "d", "-o", "b.age"]);
    let again = keeper.run(&["backup", "--data", "d", "-o", "b.age"]);
    assert!(again.code == 2 && again.err.contains("not written over"), "{}", again.err);
    let key = ["--recovery-key", "recovery.key"];
    let restored = keeper.well(&[&["restore", "b.age", "--data", "e"], &key[..]].concat());
    assert!(restored.contains("1 acts") && restored.contains("Whole"), "{restored}");
    for data in ["d", "e"] {
        let verdict = keeper.json(&["verify", "--data", data, "--files", "--json"]);
        assert_eq!(verdict["faults"].as_array().map(Vec::len), Some(0), "{verdict}");
    }
    let drill = ["drill", "b.age", "--data", "d", "-o", "drill.json"];
    assert!(keeper.well(&[&drill[..], &key[..]].concat()).contains("The drill passed"));
    let report = std::fs::read_to_string(keeper.path("drill.json")).expect("a report");
    assert!(report.contains("\"passed\": true"), "{report}");
    let acts = keeper.json(&["log", "list", "--data", "d", "--json"]);
    let acts: Vec<&str> =
        acts.as_array().expect("a list").iter().filter_map(|it| it["action"].as_str()).collect();
    assert_eq!(acts, ["backup.drilled", "backup.taken", "installation.made"]);
}

#[test]
#[cfg(unix)]
fn nobody_else_may_look_into_an_installation() {
    let keeper = Keeper::new();
    assert_eq!(mode(&keeper.path("d")), 0o700);
    for secret in ["d/keys/log.seed", "d/keys/sealing.keys", "recovery.key"] {
        assert_eq!(mode(&keeper.path(secret)), 0o600, "{secret}");
    }
    let seed = keeper.path("d/keys/log.seed");
    std::fs::set_permissions(&seed, std::os::unix::fs::PermissionsExt::from_mode(0o644))
        .expect("it is ours");
    let told = keeper.run(&["verify", "--data", "d", "--lang", "zh"]);
    assert!(told.code == 2 && told.err.contains("密钥有问题"), "{}", told.err);
}

#[test]
fn a_receipt_is_verified_without_the_installation() {
    let keeper = Keeper::new();
    let acts = keeper.json(&["log", "list", "--data", "d", "--json"]);
    let id = acts[0]["id"].as_str().expect("an id");
    keeper.well(&["log", "receipt", id, "--data", "d", "--open", "-o", "r.json"]);
    let key = std::fs::read_to_string(keeper.path("d/log.vkey")).expect("a key");
    std::fs::rename(keeper.path("d"), keeper.path("gone")).expect("it is moved");
    let proven = keeper.well(&["verify-receipt", "r.json", "--key", key.trim(), "--lang", "zh"]);
    assert!(proven.contains("已证明") && proven.contains("installation.made"), "{proven}");
    let proven = keeper.json(&["verify-receipt", "r.json", "--key", key.trim(), "--json"]);
    assert_eq!((&proven["proven"], &proven["opened"]), (&true.into(), &true.into()));
    // Without the published key the receipt proves itself to nobody.
    let own = keeper.well(&["verify-receipt", "r.json"]);
    assert!(own.contains("only if the agency published"), "{own}");
    let receipt = std::fs::read_to_string(keeper.path("r.json")).expect("a receipt");
    let changed = receipt.replace("installation.made", "installation.maid");
    assert_ne!(changed, receipt);
    std::fs::write(keeper.path("r.json"), changed).expect("it is written");
    let told = keeper.run(&["verify-receipt", "r.json", "--key", key.trim()]);
    assert!(told.code == 1 && told.out.contains("not proven"), "{}{}", told.out, told.err);
}

#[test]
fn an_old_backup_put_back_is_noticed_by_a_checkpoint_kept_outside() {
    let keeper = Keeper::new();
    keeper.well(&["backup", "--data", "d", "-o", "b.age"]);
    keeper.well(&["log", "checkpoint", "--data", "d", "-o", "latest.note"]);
    let restore = ["restore", "b.age", "--recovery-key", "recovery.key", "--data", "e"];
    keeper.well(&restore);
    // One act less than was signed: the restored log says so, as long as it did not grow past it.
    let told = keeper.run(&["verify", "--data", "e", "--checkpoint", "latest.note"]);
    assert_eq!(told.code, 1, "{}", told.out);
    assert!(told.out.contains("another root") || told.out.contains("old backup"), "{}", told.out);
    let fine = keeper.run(&["verify", "--data", "d", "--checkpoint", "latest.note"]);
    assert_eq!(fine.code, 0, "{}", fine.out);
}

#[test]
fn jobs_hand_checkpoints_to_a_witness_who_notices_an_old_backup() {
    let keeper = Keeper::new();
    let config = keeper.path("d/gongkai.toml");
    let text = std::fs::read_to_string(&config).expect("a configuration");
    let witness = keeper.path("witness");
    let folders = format!("folders = [{:?}]", witness.display().to_string());
    std::fs::write(&config, text.replace("folders = []", &folders)).expect("it is written");
    keeper.well(&["backup", "--data", "d", "-o", "b.age"]);
    // The schedules of a new installation begin with their next tick; a person need not wait.
    keeper.well(&["log", "checkpoint", "--data", "d", "-o", "kept.note"]);
    std::fs::create_dir_all(&witness).expect("a folder");
    std::fs::copy(keeper.path("kept.note"), witness.join("latest.note")).expect("it is copied");
    keeper.well(&["jobs", "run", "--once", "--data", "d"]);
    assert_eq!(keeper.run(&["verify", "--data", "d"]).code, 0);
    let key = ["--recovery-key", "recovery.key"];
    keeper.well(&[&["restore", "b.age", "--data", "e"], &key[..]].concat());
    std::fs::copy(&config, keeper.path("e/gongkai.toml")).expect("it is copied");
    let told = keeper.run(&["verify", "--data", "e", "--lang", "zh"]);
    assert!(told.code == 1 && told.out.contains("错误"), "{}{}", told.out, told.err);
}

#[test]
fn keys_are_rotated_and_the_root_of_the_day_is_printed() {
    let keeper = Keeper::new();
    keeper.well(&["keys", "rotate", "--data", "d"]);
    keeper.well(&["keys", "retire", "1", "--data", "d"]);
    assert!(keeper.well(&["keys", "list", "--data", "d"]).contains("retired"));
    let told = keeper.run(&["keys", "retire", "2", "--data", "d"]);
    assert_eq!(told.code, 2, "{}", told.err);
    keeper.well(&["log", "root", "--data", "d", "--to", "pdf", "-o", "root.pdf"]);
    assert!(std::fs::read(keeper.path("root.pdf")).expect("a page").starts_with(b"%PDF"));
    let early = ["log", "root", "--on", "2020-01-01", "--data", "d", "--to", "html"];
    assert_eq!(keeper.run(&early).code, 2);
}

#[test]
fn a_doctor_names_what_needs_care() {
    let keeper = Keeper::new();
    let looked = keeper.run(&["doctor", "--data", "d", "--lang", "zh"]);
    assert!(looked.code == 1 && looked.out.contains("[witness]"), "{}{}", looked.out, looked.err);
    let none = keeper.run(&["doctor", "--data", "nowhere", "--lang", "zh"]);
    assert!(none.code == 2 && none.err.contains("gongkai init"), "{}", none.err);
    let full = keeper.run(&["init", "--data", "d", "--name", "x", "--recovery-key", "k"]);
    assert!(full.code == 2 && full.err.contains("not empty"), "{}", full.err);
}

#[test]
fn an_export_says_what_it_is() {
    let keeper = Keeper::new();
    keeper.well(&["export", "--data", "d", "-o", "out"]);
    assert!(keeper.path("out/README.md").exists() && keeper.path("out/SHA256SUMS").exists());
    assert_eq!(keeper.run(&["export", "--data", "d", "-o", "out"]).code, 2);
    assert!(keeper.well(&["jobs", "list", "--data", "d"]).contains("no jobs"));
    assert!(keeper.well(&["migrate", "--data", "d"]).contains("up to date"));
}
