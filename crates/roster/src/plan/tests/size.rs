//! As many rows as are read, good and bad.

use std::time::{Duration, Instant};

use super::*;
use crate::limits::MOST_ROWS;
use crate::write::export;

/// Far above what it takes, even unoptimised on a busy machine, and far below what quadratic work takes.
const PATIENCE: Duration = Duration::from_secs(60);

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

fn sheets_of(parent: &str, role: &str) -> Sheets {
    fn borrowed(rows: &[Vec<String>]) -> Vec<Vec<&str>> {
        rows.iter().map(|it| it.iter().map(String::as_str).collect()).collect()
    }
    let (organisations, people) = rows_of(MOST_ROWS, parent, role);
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
fn as_many_rows_as_are_read_are_planned_without_quadratic_work() {
    let world = (bureau(), vec![clerk()]);
    let sheets = sheets_of("org-1", "信息公开专员");
    let started = Instant::now();
    let first = planned(&sheets, &world);
    let time_of_plan = started.elapsed();
    assert_eq!(first.faults, []);
    let after = applied(&world, first.changes().unwrap());
    assert_eq!((after.0.len(), after.1.len()), (MOST_ROWS + 3, MOST_ROWS + 1));

    let (organisations, accounts) = (&after.0[3..], &after.1[1..]);
    let started = Instant::now();
    let file = export(organisations, accounts, day(TODAY), Lang::Zh).unwrap();
    let time_of_export = started.elapsed();
    assert!(file.len() < crate::limits::MOST_BYTES, "{}", file.len());
    let started = Instant::now();
    read(&file).unwrap();
    let time_of_read = started.elapsed();
    println!("plan {time_of_plan:?}, export {time_of_export:?}, read {time_of_read:?}");
    println!("{} bytes", file.len());
    assert!(time_of_plan + time_of_export + time_of_read < PATIENCE);
}

#[test]
fn as_many_faults_as_there_are_rows_are_named_without_quadratic_work() {
    let sheets = sheets_of("org-2", "局长");
    let started = Instant::now();
    let plan = planned(&sheets, &(bureau(), vec![clerk()]));
    println!("{:?}", started.elapsed());
    // No school stands under a section, and nobody is 局长.
    assert_eq!(plan.faults.len(), 2 * MOST_ROWS);
    assert!(started.elapsed() < PATIENCE);
}
