//! What holds of any file, sensible or not.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::*;
use crate::read::{Row, Sheet};

/// Mostly words that go well together, now and then one that does not.
fn words(good: &'static [&'static str], bad: &'static [&'static str]) -> BoxedStrategy<String> {
    prop_oneof![24 => select(good), 1 => select(bad)].prop_map(str::to_owned).boxed()
}

fn any_cell(column: Column) -> BoxedStrategy<String> {
    match column {
        Column::Organisation(O::Code) => words(
            &["org-1", "new-1", "new-2", "new-3", "new-4", "new-5"],
            &["org-2", "org-3", "乱"],
        ),
        Column::Organisation(O::Parent) => words(&["", ""], &["org-1", "new-1", "new-2", "nobody"]),
        Column::Organisation(O::Authority) => {
            words(&["", "", "org-1"], &["org-3", "new-1", "nobody"])
        }
        Column::Person(P::Home | P::At) => words(&["org-1", "org-2", "org-3"], &["", "new-1"]),
        Column::Organisation(O::Kind) => {
            words(&["政府部门", "department"], &["人民政府", "内设机构", "学校", "衙门"])
        }
        Column::Organisation(O::Stage) => words(&[""], &["小学", "大学"]),
        Column::Organisation(O::RunBy) => words(&[""], &["公办", "民办"]),
        Column::Organisation(O::FoundedOn) => {
            words(&["", "2019-05-15", "2019/5/15"], &["2027-01-01", "昨天"])
        }
        Column::Person(P::From) => words(&["", "2026-01-01", "2026/3/2"], &["昨天"]),
        Column::Person(P::Until) => words(&["", "2027-01-01"], &["2019-05-15", "昨天"]),
        Column::Organisation(O::OfficePostCode) => words(&["", "810600", "８１０６００"], &["81"]),
        Column::Organisation(O::OfficeMail) => words(&["", "a@example.com"], &["a"]),
        Column::Organisation(
            O::FilesReport
            | O::PublishesGovernmentReport
            | O::MakesRules
            | O::MakesNormativeDocuments,
        ) => words(&["", "是", "否"], &["也许"]),
        Column::Person(P::Login) => words(&["yanshi.jia", "yi", "bing", "ding"], &["甲"]),
        Column::Person(P::Roles) => {
            words(&["审核人", "发布员、审核人"], &["", "安全管理员", "审计管理员", "局长"])
        }
        Column::Organisation(O::FullName) => words(&["演示一", "演示二"], &[""]),
        Column::Person(P::Name) => words(&["演示一"], &["演示二", ""]),
        Column::Organisation(_) => words(&["演示一", "演示二", ""], &["演示三"]),
    }
}

/// A sheet of some of the columns, the first of them always.
fn any_sheet<C>(all: &'static [C], most: usize) -> impl Strategy<Value = Sheet<C>>
where
    C: Copy + Ord + std::fmt::Debug + Into<Column> + 'static,
{
    let rest = &all[1..];
    let chosen = prop_oneof![1 => subsequence(rest, 0..all.len()), 1 => Just(rest.to_vec())];
    chosen.prop_flat_map(move |chosen| {
        let columns: Vec<C> = std::iter::once(all[0]).chain(chosen).collect();
        let cells: Vec<_> = columns.iter().map(|it| any_cell((*it).into())).collect();
        let rows = proptest::collection::vec(cells, 0..most);
        rows.prop_map(move |rows| Sheet {
            columns: BTreeSet::from_iter(columns.iter().copied()),
            rows: (2..)
                .zip(rows)
                .map(|(number, texts)| {
                    let cells = columns.iter().copied().zip(texts);
                    let cells: BTreeMap<C, String> =
                        cells.filter(|(_, text)| !text.is_empty()).collect();
                    Row { number, cells }
                })
                .collect(),
        })
    })
}

fn any_sheets() -> impl Strategy<Value = Sheets> {
    (any_sheet(O::ALL, 4), any_sheet(P::ALL, 4)).prop_map(|(organisations, people)| Sheets {
        organisations,
        people,
        oddities: Vec::new(),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_024))]

    #[test]
    fn whatever_can_be_applied_leaves_good_data_and_nothing_to_apply_again(sheets in any_sheets()) {
        let world = (bureau(), vec![clerk()]);
        let plan = planned(&sheets, &world);
        let faults = plan.faults.clone();
        match plan.changes() {
            Err(named) => prop_assert!(!named.is_empty() && named == faults),
            Ok(changes) => {
                prop_assert_eq!(faults, []);
                let after = applied(&world, changes);
                let tree = records::organisation::Tree::on(day(TODAY), &after.0);
                prop_assert_eq!(tree.faults(), []);
                prop_assert!(after.0.iter().all(|it| it.check().is_ok()));
                for (_, account) in &after.1 {
                    prop_assert!(tree.standing(account.organisation).is_some());
                }
                let again = planned(&sheets, &after);
                prop_assert!(again.is_empty(), "{:#?}", again);
            }
        }
    }

    #[test]
    fn every_fault_can_be_said(sheets in any_sheets()) {
        let plan = planned(&sheets, &(bureau(), vec![clerk()]));
        for fault in plan.faults {
            prop_assert!(fault.say(Lang::Zh).contains('：'));
            prop_assert!(fault.say(Lang::En).is_ascii() || !fault.value.is_ascii());
        }
    }
}
