//! Many rows, good and bad.

use std::time::{Duration, Instant};

use super::*;
use crate::limits::MOST_ROWS;
use crate::write::export;

/// An eighth of the rows takes about a tenth of the time; were the work quadratic, a sixty-fourth.
const MANY: usize = 8_000;
const FEW: usize = MANY / 8;
const AT_MOST_TIMES: u32 = 24;

/// The shortest time of a few tries: other programs only ever make it longer.
fn time(sheets: &Sheets, world: &crate::sample::World) -> Duration {
    let once = |_| {
        let started = Instant::now();
        let _ = planned(sheets, world);
        started.elapsed()
    };
    (0..2).map(once).min().unwrap_or_default()
}

fn is_not_quadratic(parent: &str, role: &str) {
    let world = (bureau(), vec![clerk()]);
    let few = time(&sheets_of(FEW, parent, role), &world);
    let many = time(&sheets_of(MANY, parent, role), &world);
    println!("{FEW} rows {few:?}, {MANY} rows {many:?}");
    assert!(many < few * AT_MOST_TIMES, "{few:?} {many:?}");
}

fn rows_of(n: usize, parent: &str, role: &str) -> (Vec<Vec<String>>, Vec<Vec<String>>) {
    let words = |it: &[&str]| it.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
    (0..n)
        .map(|n| {
            let code = format!("school-{n}");
            let (name, login) = (format!("演示第{n}小学（演示）"), format!("user{n}"));
            let organisation = words(&[&code, &name, "学校", "小学", "公办", parent]);
            (organisation, words(&[&login, "演示用户乙", &code, role, "", "", ""]))
        })
        .unzip()
}

fn sheets_of(n: usize, parent: &str, role: &str) -> Sheets {
    fn borrowed(rows: &[Vec<String>]) -> Vec<Vec<&str>> {
        rows.iter().map(|it| it.iter().map(String::as_str).collect()).collect()
    }
    let (organisations, people) = rows_of(n, parent, role);
    let with = |headings: &[&'static str], rows: &[Vec<String>]| {
        let mut all = vec![headings.iter().map(|it| (*it).to_owned()).collect()];
        all.extend(rows.iter().cloned());
        all
    };
    let (organisations, people) = (with(O_HEADINGS, &organisations), with(P_HEADINGS, &people));
    let (organisations, people) = (borrowed(&organisations), borrowed(&people));
    let organisations: Vec<&[&str]> = organisations.iter().map(Vec::as_slice).collect();
    let people: Vec<&[&str]> = people.iter().map(Vec::as_slice).collect();
    read(&workbook(&[("机构", &organisations), ("人员", &people)])).unwrap()
}

#[test]
fn many_rows_are_planned_without_quadratic_work() {
    is_not_quadratic("org-1", "信息公开专员");
}

#[test]
fn many_faults_are_named_without_quadratic_work() {
    // No school stands under a section, and nobody is 局长.
    is_not_quadratic("org-2", "局长");
}

#[test]
fn as_many_rows_as_are_read_are_exported_and_read_again() {
    let world = (bureau(), vec![clerk()]);
    let plan = planned(&sheets_of(MOST_ROWS, "org-1", "信息公开专员"), &world);
    assert_eq!(plan.faults, []);
    let after = applied(&(vec![bureau().remove(0)], vec![]), plan.changes().unwrap());
    let (organisations, accounts) = (&after.0[1..], &after.1);
    let file = export(organisations, accounts, day(TODAY), Lang::Zh).unwrap();
    assert!(file.len() < crate::limits::MOST_BYTES, "{}", file.len());
    let sheets = read(&file).unwrap();
    assert_eq!(sheets.organisations.rows.len(), MOST_ROWS);
    assert_eq!(sheets.people.rows.len(), MOST_ROWS);
    assert!(export(&after.0, accounts, day(TODAY), Lang::Zh).is_err());
}
