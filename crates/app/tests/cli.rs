//! The program as a person starts it: what it prints, and the code with which it ends.

use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

const SAMPLE: &str = "crates/report/tests/fixtures/yunchuan-2024.txt";
const SAMPLE_HTML: &str = "crates/report/tests/fixtures/yunchuan-2024.html";

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// Starts the program in the root of the repository, with no locale but the one asked for.
fn gongkai(arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("gongkai").expect("the program is built with its tests");
    command.current_dir(root()).args(arguments).env("LC_ALL", "C.UTF-8").env("NO_COLOR", "1");
    command
}

struct Ended {
    code: i32,
    out: String,
    err: String,
}

fn run(arguments: &[&str]) -> Ended {
    ended(gongkai(arguments))
}

fn ended(mut command: Command) -> Ended {
    let output = command.output().expect("the program starts");
    Ended {
        code: output.status.code().expect("no signal ends the program"),
        out: String::from_utf8(output.stdout).expect("it prints UTF-8"),
        err: String::from_utf8(output.stderr).expect("it prints UTF-8"),
    }
}

fn json(arguments: &[&str]) -> Value {
    let ended = run(arguments);
    serde_json::from_str(&ended.out).unwrap_or_else(|error| panic!("{error}: {}", ended.out))
}

/// Each `$ gongkai …` block of a page with the lines that follow it.
fn quoted(page: &str) -> Vec<(Vec<String>, Vec<String>)> {
    let blocks = page.split("```").skip(1).step_by(2);
    let shown = blocks.filter_map(|block| block.trim_start().strip_prefix("$ gongkai "));
    shown
        .map(|block| {
            let mut lines = block.lines();
            let command = lines.next().unwrap_or_default();
            (
                command.split_whitespace().map(str::to_owned).collect(),
                lines.map(str::to_owned).collect(),
            )
        })
        .collect()
}

/// Tells whether the lines stand in the output in this order; `…` stands for any number of lines.
fn stands_in(lines: &[String], output: &str) -> Result<(), String> {
    let mut rest = output.lines();
    let mut gap = false;
    for line in lines {
        if line == "…" {
            gap = true;
            continue;
        }
        let found = if gap { rest.any(|it| it == line) } else { rest.next() == Some(line) };
        if !found {
            return Err(format!("not printed: {line}\n{output}"));
        }
        gap = false;
    }
    Ok(())
}

#[test]
fn the_tours_of_both_readmes_show_what_the_program_prints() {
    for page in ["README.md", "README.zh-CN.md"] {
        let text = std::fs::read_to_string(root().join(page)).expect("the page is there");
        let tours = quoted(&text);
        assert!(tours.len() >= 3, "{page} shows {} commands", tours.len());
        for (command, lines) in tours {
            let arguments: Vec<&str> = command.iter().map(String::as_str).collect();
            let printed = run(&arguments).out;
            stands_in(&lines, &printed).unwrap_or_else(|why| panic!("{page}, {command:?}: {why}"));
        }
    }
}

#[test]
fn the_exit_code_tells_fine_from_faulty_from_unread() {
    let repaired = tempfile::Builder::new().suffix(".txt").tempfile().expect("a temporary file");
    let text = std::fs::read_to_string(root().join(SAMPLE)).expect("the sample is there");
    let text = text
        .replace("其政府信息公开申请\t\t\t\t\t\t\t\n", "其政府信息公开申请\t0\t0\t0\t0\t0\t0\t0\n")
        .replace("（七）总计\t12\t3\t0\t0\t1\t0\t15", "（七）总计\t12\t3\t0\t0\t1\t0\t16");
    std::fs::write(repaired.path(), text).expect("it can be written");
    let fine = repaired.path().to_str().expect("a plain name");

    assert_eq!(run(&["check", fine]).code, 0);
    assert_eq!(run(&["check", SAMPLE]).code, 1);
    assert_eq!(run(&["check", "no-such-file.pdf"]).code, 2);
    assert_eq!(run(&["check", "Cargo.toml"]).code, 2);
    assert_eq!(run(&["fee"]).code, 2);
    assert_eq!(run(&["due", "--received", "2026-02-30"]).code, 2);
}

#[test]
fn the_same_report_has_the_same_findings_in_text_and_html() {
    let findings = |file: &str| -> Vec<String> {
        let told = json(&["check", file, "--format", "json"]);
        let list = told["files"][0]["findings"].as_array().cloned().unwrap_or_default();
        list.iter().map(|it| format!("{} {}", it["rule"], it["zh"])).collect()
    };
    let text = findings(SAMPLE);
    assert_eq!(text, findings(SAMPLE_HTML));
    assert_eq!(text.len(), 6);
}

#[test]
fn standard_input_is_read_and_every_format_is_well_formed() {
    let bytes = std::fs::read(root().join(SAMPLE)).expect("the sample is there");
    for (format, beginning) in [("text", "(standard input)"), ("markdown", "#"), ("sarif", "{")] {
        let mut command = gongkai(&["check", "-", "--format", format]);
        command.write_stdin(bytes.clone());
        let ended = ended(command);
        assert_eq!(ended.code, 1, "{format}");
        assert!(ended.out.starts_with(beginning), "{format}: {}", ended.out);
    }
    let sarif = json(&["check", SAMPLE, "--format", "sarif"]);
    assert_eq!(sarif["version"], "2.1.0");
    assert_eq!(sarif["runs"][0]["results"].as_array().map(Vec::len), Some(6));
}

#[test]
fn a_due_date_and_a_fee_are_told_as_json() {
    let due = json(&["due", "--received", "2026-02-04", "--today", "2026-02-20", "--json"]);
    assert_eq!(due["due_on"], "2026-03-10");
    assert_eq!(due["provisional"], false);
    assert_eq!(due["state"], "running");
    assert!(due["working"].as_array().is_some_and(|steps| steps.len() > 5));

    assert_eq!(json(&["fee", "--items", "12", "--json"])["amount_yuan"], 200);
    assert_eq!(json(&["fee", "--pages", "350", "--json"])["amount_yuan"], 8_700);
}

#[test]
fn a_date_beyond_the_last_holiday_notice_is_provisional() {
    let due = json(&["due", "--received", "2026-12-10", "--today", "2026-12-11", "--json"]);
    assert_eq!((&due["due_on"], &due["provisional"]), (&"2027-01-08".into(), &true.into()));
}

#[test]
fn an_unknown_file_is_refused_in_the_language_of_the_reader() {
    let zh = run(&["check", "没有.pdf", "--lang", "zh"]);
    assert!(zh.out.contains("没有这个文件"), "{}", zh.out);
    let en = run(&["check", "none.pdf", "--lang", "en"]);
    assert!(en.out.contains("no such file"), "{}", en.out);
}

#[test]
fn shells_and_man_find_every_command() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let into = folder.path().to_str().expect("a plain name");
    assert_eq!(run(&["man", into]).code, 0);
    let completions = run(&["completions", "bash"]).out;
    for command in ["check", "read", "due", "fee", "rules"] {
        assert!(completions.contains(command), "{command} is not completed");
        assert!(
            folder.path().join(format!("gongkai-{command}.1")).exists(),
            "{command} has no page"
        );
    }
}

/// Converts the sample into a temporary folder and returns the file.
fn converted(to: &str, more: &[&str]) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join(format!("report.{to}"));
    let out = file.to_str().expect("a plain name");
    let arguments = [&["convert", SAMPLE_HTML, "--to", to, "-o", out], more].concat();
    let ended = run(&arguments);
    assert_eq!(ended.code, 0, "{to}: {}", ended.err);
    (folder, file)
}

#[test]
fn a_converted_report_has_the_findings_of_the_original() {
    let findings = |file: &str| -> Vec<String> {
        let told = json(&["check", file, "--format", "json"]);
        let list = told["files"][0]["findings"].as_array().cloned().unwrap_or_default();
        let mut rules: Vec<String> = list.iter().map(|it| it["rule"].to_string()).collect();
        rules.sort();
        rules
    };
    let wanted = findings(SAMPLE_HTML);
    for to in ["json", "html", "docx", "xlsx", "pdf"] {
        let (_folder, file) = converted(to, &[]);
        assert_eq!(findings(file.to_str().expect("a plain name")), wanted, "{to}");
    }
}

#[test]
fn nothing_is_written_over_without_force() {
    let (_folder, file) = converted("html", &[]);
    let out = file.to_str().expect("a plain name");
    let before = std::fs::read(&file).expect("it was written");
    let again = ["convert", SAMPLE, "--to", "html", "-o", out];
    let refused = run(&again);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("--force"), "{}", refused.err);
    assert_eq!(std::fs::read(&file).expect("it is there"), before);
    assert_eq!(run(&[&again[..], &["--force"]].concat()).code, 0);
}

#[test]
fn annotations_mark_cells_and_list_the_findings() {
    let (_folder, file) = converted("html", &["--annotate"]);
    let page = std::fs::read_to_string(file).expect("it was written");
    assert_eq!(page.matches("id=\"finding-").count(), 6);
    assert!(page.contains("marked--error"), "no cell is marked");
    let refused = run(&["convert", SAMPLE, "--to", "json", "--annotate", "-o", "-"]);
    assert_eq!(refused.code, 2, "data has no annotations");
}

#[test]
fn the_form_is_written_for_an_agency_and_a_year() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("form.xlsx");
    let out = file.to_str().expect("a plain name");
    let form = ["form", "--year", "2026", "--agency", "云川市教育局", "--to", "xlsx", "-o", out];
    assert_eq!(run(&form).code, 0);
    let read = json(&["read", out, "--json"]);
    assert_eq!((&read["agency"], &read["year"]), (&"云川市教育局".into(), &2026.into()));
    assert!(read["table3"]["new"]["total"].is_null());
    let too_early = run(&["form", "--year", "2018", "--agency", "云川市教育局", "--to", "html"]);
    assert_eq!(too_early.code, 2);
}

#[test]
fn a_list_of_problems_is_a_file_to_send_back() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for format in ["html", "docx", "xlsx"] {
        let file = folder.path().join(format!("problems.{format}"));
        let out = file.to_str().expect("a plain name");
        let ended = run(&["check", SAMPLE, "Cargo.toml", "--format", format, "-o", out]);
        assert_eq!(ended.code, 2, "one file could not be read: {}", ended.err);
        assert!(std::fs::metadata(&file).is_ok_and(|it| it.len() > 1_000), "{format}");
    }
    assert_eq!(run(&["check", SAMPLE, "--format", "xlsx"]).code, 2, "a file must be named");
}

#[test]
fn files_that_are_there_are_checked_although_others_are_missing() {
    let ended = run(&["check", SAMPLE, "none.pdf", "--lang", "zh"]);
    assert_eq!(ended.code, 2);
    assert!(ended.out.contains("T3-3") && ended.out.contains("没有这个文件"), "{}", ended.out);
}

#[test]
fn a_folder_without_reports_is_told() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("note.txt"), "只是一段话。").expect("it is written");
    let ended = run(&["check", folder.path().to_str().expect("a plain name"), "--lang", "zh"]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("没有找到年度报告"), "{}", ended.err);
}
