//! What is planned, and what is wrong with a row.

mod properties;
mod size;

use law::Lang;
use records::organisation::{Change, FactError, Kind, OgiOffice, RunBy, SchoolStage, TreeFault};
use records::person::{AccountError, Incompatible, Role};

use super::*;
use crate::columns::{Column, OrganisationColumn as O, PersonColumn as P};
use crate::read;
use crate::sample::{TODAY, applied, bureau, clerk, counting, day, id, plan_of, planned, workbook};

const O_HEADINGS: &[&str] = &["机构代码", "规范全称", "类型", "学段", "办学性质", "上级机构代码"];
const P_HEADINGS: &[&str] = &["登录名", "姓名", "所属机构代码", "角色", "任职机构代码", "起", "止"];

fn organisations(rows: &[&[&str]]) -> Plan {
    plan_of(&[&[O_HEADINGS], rows].concat(), &[P_HEADINGS])
}

fn people(rows: &[&[&str]]) -> Plan {
    plan_of(&[O_HEADINGS], &[&[P_HEADINGS], rows].concat())
}

/// The places and reasons of everything that is wrong.
fn faults(plan: &Plan) -> Vec<(u32, Column, What)> {
    plan.faults.iter().map(|it| (it.row.unwrap_or(0), it.column, it.what.clone())).collect()
}

fn only(row: u32, column: impl Into<Column>, what: What) -> Vec<(u32, Column, What)> {
    vec![(row, column.into(), what)]
}

#[test]
fn rows_may_refer_to_later_rows_of_the_same_file() {
    let plan = plan_of(
        &[
            O_HEADINGS,
            &["xx-2", "演示二小（演示）", "学校", "小学", "公办", "xian"],
            &["xian", "甲县教育局（演示）", "政府部门", "", "", "org-1"],
        ],
        &[P_HEADINGS, &["yi", "演示用户乙", "xx-2", "信息公开专员", "", "", ""]],
    );
    assert_eq!(plan.faults, []);
    let changes = plan.changes().unwrap();
    let [school, bureau] = &changes.founded[..] else { panic!("{changes:?}") };
    let standing = school.on(day(TODAY)).unwrap();
    assert_eq!(standing.administrative_parent, Some(bureau.id));
    let kind = Kind::School { stage: SchoolStage::Primary, run_by: RunBy::Public };
    assert_eq!(standing.kind, kind);
    assert_eq!(changes.invited[0].1.organisation, school.id);
    // A role is proposed, not given.
    assert_eq!(changes.invited[0].1.appointments, []);
    let proposed = &changes.proposed_appointments[0];
    assert_eq!((proposed.row, proposed.account), (2, changes.invited[0].0));
    assert_eq!(proposed.appointment.role, Role::Clerk);
    assert_eq!(proposed.appointment.from_on, day(TODAY));
}

#[test]
fn the_same_file_twice_plans_nothing_the_second_time() {
    let file = workbook(&[
        (
            "机构",
            &[
                &[
                    "机构代码",
                    "规范全称",
                    "类型",
                    "上级机构代码",
                    "信息公开机构电话",
                    "须编制年报",
                    "依据文件",
                ],
                &[
                    "org-1",
                    "演示教育体育局",
                    "政府部门",
                    "",
                    "0972-0000001",
                    "是",
                    "东编发〔2026〕3号",
                ],
                &["new", "演示新科", "内设机构", "org-1", "", "", "东编发〔2026〕4号"],
            ],
        ),
        (
            "人员",
            &[
                P_HEADINGS,
                &["yanshi.jia", "演示用户甲甲", "org-2", "信息公开专员、审核人", "org-1", "", ""],
                &["yi", "演示用户乙", "new", "发布员", "org-1", "2026-01-01", "2026-12-31"],
            ],
        ),
    ]);
    let world = (bureau(), vec![clerk()]);
    let sheets = read(&file).unwrap();
    let first = planned(&sheets, &world);
    assert!(!first.is_empty());
    let changes = first.changes().unwrap();
    assert_eq!((changes.founded.len(), changes.noted.len()), (1, 1));
    assert_eq!((changes.invited.len(), changes.changed.len()), (1, 1));
    // The clerk is one already.
    let roles: Vec<_> =
        changes.proposed_appointments.iter().map(|it| it.appointment.role).collect();
    assert_eq!(roles, [Role::Reviewer, Role::Publisher]);
    let after = applied(&world, changes);
    let second = planned(&sheets, &after);
    assert!(second.is_empty(), "{second:#?}");
    // Nor a week later.
    let later = plan(&sheets, &after.0, &after.1, day("2026-03-09"), &mut counting());
    assert!(later.is_empty(), "{later:#?}");
}

#[test]
fn what_differs_is_noted_on_the_day_with_its_document() {
    let file = workbook(&[(
        "机构",
        &[
            &["机构代码", "规范全称", "依据文件", "信息公开机构邮编"],
            &["org-3", "演示实验小学", "东编发〔2026〕5号", "810600"],
        ],
    )]);
    let plan = planned(&read(&file).unwrap(), &(bureau(), vec![]));
    let [PlannedOrganisation::Changed { facts, organisation, .. }] = &plan.organisations[..] else {
        panic!("{plan:?}")
    };
    assert!(facts.iter().all(|it| it.on == day(TODAY) && it.basis == "东编发〔2026〕5号"));
    let office = OgiOffice { post_code: "810600".to_owned(), ..OgiOffice::default() };
    assert!(matches!(&facts[0].change, Change::Renamed { names } if names.short == "演示实验小学"));
    assert_eq!(facts[1].change, Change::OfficeDescribed { office });
    assert_eq!(facts.len(), 2);
    // Columns that the sheet does not have stay as they are.
    let standing = organisation.on(day(TODAY)).unwrap();
    assert_eq!(standing.administrative_parent, Some(id(1)));
    assert_eq!(organisation.on(day("2026-03-01")).unwrap().names.full, "演示机构3");
}

#[test]
fn a_code_is_there_once_and_plain() {
    let plan = organisations(&[
        &["", "演示", "政府部门"],
        &["Bad_Code", "演示", "政府部门"],
        &["ok", "演示一", "政府部门"],
        &["ｏｋ", "演示二", "政府部门"],
    ]);
    let expected = [
        only(2, O::Code, What::Missing),
        only(3, O::Code, What::NotACode),
        only(5, O::Code, What::Twice { row: 4 }),
    ];
    assert_eq!(faults(&plan), expected.concat());
    assert!(plan.changes().is_err());
}

#[test]
fn kinds_and_stages_are_those_of_the_notes() {
    let plan = organisations(&[
        &["aa", "演示", "衙门"],
        &["bb", "演示", ""],
        &["cc", "", "政府部门"],
        &["dd", "演示", "学校", "大学", "公办", "org-1"],
        &["ee", "演示", "学校", "小学", "", "org-1"],
        &["ff", "演示", "政府部门", "小学", "", ""],
    ]);
    let expected = [
        only(2, O::Kind, What::NotAmongValues),
        only(3, O::Kind, What::Missing),
        only(4, O::FullName, What::Missing),
        only(5, O::Stage, What::NotAmongValues),
        only(6, O::RunBy, What::Missing),
        only(7, O::Stage, What::NotASchool),
    ];
    assert_eq!(faults(&plan), expected.concat());
    assert_eq!(plan.faults[0].value, "衙门");
}

#[test]
fn the_tree_must_fit() {
    let no_such = organisations(&[&["aa", "演示", "政府部门", "", "", "nobody"]]);
    assert_eq!(faults(&no_such), only(2, O::Parent, What::NoSuchOrganisation));
    let section = organisations(&[&["aa", "演示", "内设机构"]]);
    let of = OrganisationId(Uuid::from_u128(0x9001));
    let nothing = TreeFault::SectionOfNothing { of };
    assert_eq!(faults(&section), only(2, O::Parent, What::Tree(nothing)));
    let kinds = organisations(&[&["aa", "演示", "政府部门", "", "", "org-3"]]);
    let above = id(3);
    assert_eq!(faults(&kinds), only(2, O::Kind, What::Tree(TreeFault::Kinds { of, above })));
    let own = organisations(&[&["aa", "演示", "政府部门", "", "", "aa"]]);
    assert_eq!(faults(&own), only(2, O::Parent, What::Fact(FactError::Itself)));
    let circle = organisations(&[
        &["aa", "演示一", "政府部门", "", "", "bb"],
        &["bb", "演示二", "政府部门", "", "", "aa"],
    ]);
    let circles = faults(&circle);
    assert!(circles.iter().all(|it| matches!(it.2, What::Tree(TreeFault::Circle { .. }))));
    assert_eq!(circles.iter().map(|it| it.0).collect::<Vec<_>>(), [2, 3]);
}

#[test]
fn what_a_file_makes_wrong_elsewhere_is_named_too() {
    // The bureau becomes a school below its own school: its section stays, its kind does not fit.
    let plan = organisations(&[&["org-1", "演示机构1", "政府部门", "", "", "org-3"]]);
    let elsewhere: Vec<_> = plan.faults.iter().filter(|it| it.row.is_none()).collect();
    assert!(!elsewhere.is_empty(), "{:?}", plan.faults);
    assert!(elsewhere.iter().all(|it| matches!(it.what, What::Tree(_))));
}

#[test]
fn one_fault_of_a_row_is_not_followed_by_others_of_those_who_refer_to_it() {
    let plan = plan_of(
        &[O_HEADINGS, &["aa", "演示", "衙门"], &["bb", "演示", "内设机构", "", "", "aa"]],
        &[P_HEADINGS, &["yi", "演示用户乙", "aa", "审核人", "bb", "", ""]],
    );
    assert_eq!(faults(&plan), only(2, O::Kind, What::NotAmongValues));
}

#[test]
fn days_are_days_and_a_founding_stays() {
    let file = |code, founded| {
        let rows: &[&[&str]] = &[
            &["机构代码", "规范全称", "类型", "设立日期"],
            &[code, "演示机构1", "政府部门", founded],
        ];
        faults(&planned(&read(&workbook(&[("机构", rows)])).unwrap(), &(bureau(), vec![])))
    };
    assert_eq!(file("aa", "去年"), only(2, O::FoundedOn, What::NotADay));
    assert_eq!(file("aa", "2026-03-03"), only(2, O::FoundedOn, What::ToCome));
    assert_eq!(file("aa", "1985年9月1日"), []);
    assert_eq!(file("org-1", "2019.5.15"), []);
    let founded = What::FoundedOn(day("2019-05-15"));
    assert_eq!(file("org-1", "2019-05-16"), only(2, O::FoundedOn, founded));
}

#[test]
fn whoever_has_ended_is_not_changed_and_takes_nobody_in() {
    let mut all = bureau();
    let change = Change::Abolished { duties_to: None };
    let fact = Fact { on: day(TODAY), basis: String::new(), change };
    all[2] = all[2].note(fact).unwrap();
    let file = workbook(&[
        ("机构", &[O_HEADINGS, &["org-3", "演示", "学校", "小学", "公办", "org-1"]]),
        (
            "人员",
            &[
                P_HEADINGS,
                &["yi", "演示用户乙", "org-3"],
                &["bing", "演示用户丙", "org-1", "审核人", "org-3"],
            ],
        ),
    ]);
    let plan = planned(&read(&file).unwrap(), &(all.clone(), vec![]));
    assert_eq!(faults(&plan), only(2, O::Code, What::NotThereToday));
    let people_only = workbook(&[(
        "人员",
        &[
            P_HEADINGS,
            &["yi", "演示用户乙", "org-3"],
            &["bing", "演示用户丙", "org-1", "审核人", "org-3"],
        ],
    )]);
    let plan = planned(&read(&people_only).unwrap(), &(all, vec![]));
    let expected =
        [only(2, P::Home, What::NotThereToday), only(3, P::At, What::NotThereToday)].concat();
    assert_eq!(faults(&plan), expected);
}

#[test]
fn people_have_a_login_a_name_and_a_place() {
    let plan = people(&[
        &["", "演示用户乙", "org-1"],
        &["Yi!", "演示用户乙", "org-1"],
        &["yi", "", "org-1"],
        &["bing", "演示用户丙", ""],
        &["ding", "演示用户丁", "nobody"],
        &["wu", "演示用户戊", "org-1"],
        &["wu", "演示用户己", "org-1"],
    ]);
    let expected = [
        only(2, P::Login, What::Missing),
        only(3, P::Login, What::NotALogin),
        only(4, P::Name, What::Missing),
        only(5, P::Home, What::Missing),
        only(6, P::Home, What::NoSuchOrganisation),
        only(8, P::Name, What::Disagrees { row: 7 }),
    ];
    assert_eq!(faults(&plan), expected.concat());
}

#[test]
fn roles_are_known_have_days_and_go_together() {
    let plan = people(&[
        &["aa", "演示用户乙", "org-1", "局长"],
        &["bb", "演示用户丙", "org-1", "", "org-1"],
        &["cc", "演示用户丁", "org-1", "审核人", "", "2026-05-01", "2026-04-30"],
        &["dd", "演示用户戊", "org-1", "审核人", "", "昨天"],
        &["ee", "演示用户己", "org-1", "系统管理员、安全管理员"],
        &["ff", "演示用户庚", "org-1", "审核人"],
        &["ff", "", "", "审计管理员", "org-2"],
        &["yanshi.jia", "演示用户甲", "org-1", "信息公开专员", "", "", "2026-12-31"],
    ]);
    let three = Incompatible::ThreeAdministrators {
        held: Role::SystemAdministrator,
        wanted: Role::SecurityAdministrator,
    };
    let account = What::Account;
    let expected = [
        only(2, P::Roles, What::NotAmongValues),
        only(3, P::Roles, What::NoRole),
        only(4, P::Until, account(AccountError::Days)),
        only(5, P::From, What::NotADay),
        only(6, P::Roles, account(AccountError::Incompatible(three))),
        only(8, P::Roles, account(AccountError::Incompatible(Incompatible::Auditor))),
        only(9, P::Roles, account(AccountError::AlreadyHeld)),
    ];
    assert_eq!(faults(&plan), expected.concat());
}

#[test]
fn a_closed_account_is_not_taken_up_again_and_a_suspended_one_gets_no_roles() {
    use records::person::AccountState::{Closed, Suspended};
    let rows: &[&[&str]] = &[P_HEADINGS, &["yanshi.jia", "演示用户甲", "org-1", "审核人"]];
    let sheets = read(&workbook(&[("人员", rows)])).unwrap();
    let with = |state| {
        let (id, account) = clerk();
        let account = account.become_state(state).unwrap();
        faults(&planned(&sheets, &(bureau(), vec![(id, account)])))
    };
    assert_eq!(with(Closed), only(2, P::Login, What::Closed));
    assert_eq!(with(Suspended), only(2, P::Login, What::Account(AccountError::State(Suspended))));
}

#[test]
fn somebody_of_the_same_name_under_the_same_parent_is_worth_a_look() {
    let plan = organisations(&[
        &["aa", "演示机构2", "内设机构", "", "", "org-1"],
        &["bb", "演示机构2", "内设机构", "", "", "org-3"],
    ]);
    assert_eq!(plan.faults, []);
    let name = "演示机构2".to_owned();
    assert_eq!(plan.warnings, [Warning::SameName { row: 2, name, other: id(2) }]);
}

#[test]
fn every_fault_says_where_it_is_in_both_languages() {
    let plan = organisations(&[&["aa", "演示", "衙门"]]);
    let said = |lang| plan.faults[0].say(lang);
    assert_eq!(said(Lang::Zh), "“机构”第2行“类型”（衙门）：不是可选值，见“说明”");
    assert_eq!(
        said(Lang::En),
        "Organisations, row 2, Kind (衙门): it is none of the values that the notes list"
    );
}

#[test]
fn with_a_fault_anywhere_nothing_is_handed_over() {
    let plan = plan_of(
        &[O_HEADINGS, &["aa", "演示", "政府部门"]],
        &[P_HEADINGS, &["yi", "演示用户乙", "nobody"]],
    );
    assert_eq!(plan.organisations.len(), 1);
    assert_eq!(plan.clone().changes().unwrap_err(), plan.faults);
}
