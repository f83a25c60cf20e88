//! What must hold of guides.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::content_tree::Level;
use crate::organisation::{
    Change, Fact, Kind, Names, OgiOffice, Organisation, RunBy, SchoolStage, Standing,
};

const HOME: OrganisationId = OrganisationId(Uuid::from_u128(1));
const CLERK: AccountId = AccountId(Uuid::from_u128(0xA));
const OTHER_CLERK: AccountId = AccountId(Uuid::from_u128(0xB));
const HEAD: AccountId = AccountId(Uuid::from_u128(0xC));

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn own(text: &str) -> GuideParagraph {
    GuideParagraph { part: Part::Obtaining, zh: text.to_owned(), en: String::new() }
}

fn in_review() -> Guide {
    Guide::of(HOME)
        .draft(vec![own("办事大厅设有查阅点。")], CLERK)
        .unwrap()
        .send_to_review()
        .unwrap()
}

fn released(on: &str) -> Guide {
    in_review().release(HEAD, day(on)).unwrap()
}

fn organisation(of: Kind) -> Organisation {
    let change = Change::Founded {
        names: Names::of("演示市教育局"),
        of,
        administrative_parent: None,
        ogi_authority: None,
        predecessors: Vec::new(),
    };
    let founding = Fact { on: day("2019-05-15"), basis: String::new(), change };
    let founded = Organisation::found(HOME, "org-1", founding).unwrap();
    founded.note(office("2020-01-01", "0000-0000001")).unwrap()
}

fn office(on: &str, phone: &str) -> Fact {
    let office = OgiOffice {
        name: "演示市教育局办公室".to_owned(),
        address: "演示路1号".to_owned(),
        phone: phone.to_owned(),
        ..OgiOffice::default()
    };
    Fact { on: day(on), basis: String::new(), change: Change::OfficeDescribed { office } }
}

fn standing(of: Kind) -> Standing {
    organisation(of).on(day("2026-03-02")).unwrap()
}

fn rendered(of: Kind, level: Level, on: &str, lang: Lang) -> RenderedGuide {
    let standing = standing(of);
    let about = GuideAbout { standing: &standing, level: Some(level), day: day(on) };
    released("2026-03-02").versions()[0].render(&about, lang).unwrap()
}

fn text_of(guide: &RenderedGuide) -> String {
    serde_json::to_string(&guide.sections).unwrap()
}

#[test]
fn a_version_is_drafted_reviewed_and_released_by_another() {
    let guide = Guide::of(HOME);
    assert_eq!(guide.state(), RecordState::Absent);
    let guide = guide.draft(vec![own("一")], CLERK).unwrap();
    assert_eq!(guide.state(), RecordState::Draft);
    assert_eq!(guide.release(HEAD, day("2026-03-02")), Err(GuideError::NotInReview));
    let guide = guide.send_to_review().unwrap();
    assert_eq!(guide.state(), RecordState::InReview);
    assert_eq!(guide.draft(vec![own("二")], CLERK), Err(GuideError::InReview));
    assert_eq!(guide.release(CLERK, day("2026-03-02")), Err(GuideError::SamePerson));
    let guide = guide.release(HEAD, day("2026-03-02")).unwrap();
    assert_eq!(guide.state(), RecordState::Published);
    assert_eq!(guide.in_force_on(day("2026-03-01")), None);
    assert_eq!(guide.in_force_on(day("2026-03-02")).map(|it| it.number), Some(1));
}

#[test]
fn whoever_ever_wrote_at_a_version_does_not_release_it() {
    let guide = Guide::of(HOME).draft(vec![own("一")], CLERK).unwrap();
    let guide = guide.draft(vec![own("二")], OTHER_CLERK).unwrap();
    let guide = guide.draft(vec![own("三")], OTHER_CLERK).unwrap();
    let guide = guide.send_to_review().unwrap();
    assert_eq!(guide.in_work().unwrap().written_by(), [CLERK, OTHER_CLERK]);
    assert_eq!(guide.object(Uuid::nil()).drafted_by, Some(OTHER_CLERK));
    for writer in [CLERK, OTHER_CLERK] {
        assert_eq!(guide.release(writer, day("2026-03-02")), Err(GuideError::SamePerson));
    }
    assert!(guide.release(HEAD, day("2026-03-02")).is_ok());
}

#[test]
fn what_is_sent_back_is_written_at_again() {
    let guide = in_review().send_back().unwrap();
    assert_eq!(guide.state(), RecordState::Draft);
    assert_eq!(guide.send_back(), Err(GuideError::NotInReview));
    assert!(guide.draft(vec![own("二")], CLERK).is_ok());
    assert_eq!(Guide::of(HOME).send_back(), Err(GuideError::NotInReview));
    assert_eq!(Guide::of(HOME).send_to_review(), Err(GuideError::NotDrafted));
}

#[test]
fn the_old_version_stays_in_force_until_the_new_one_is_out() {
    let guide = released("2026-03-02").draft(vec![own("二")], CLERK).unwrap();
    assert_eq!(guide.state(), RecordState::Draft);
    assert_eq!(guide.in_force_on(day("2026-06-01")).map(|it| it.number), Some(1));
    let guide = guide.send_to_review().unwrap();
    assert_eq!(guide.release(HEAD, day("2026-03-01")), Err(GuideError::Day));
    let guide = guide.release(HEAD, day("2026-06-01")).unwrap();
    assert_eq!(guide.in_force_on(day("2026-05-31")).map(|it| it.number), Some(1));
    assert_eq!(guide.in_force_on(day("2026-06-01")).map(|it| it.number), Some(2));
}

#[test]
fn looking_over_is_noted_and_moves_the_next_day() {
    let guide = released("2026-03-02");
    assert_eq!(guide.next_review().unwrap().map(|it| it.0), Some(day("2027-03-02")));
    let guide = guide.confirm_reviewed(CLERK, day("2027-02-01")).unwrap();
    assert_eq!(guide.next_review().unwrap().map(|it| it.0), Some(day("2028-02-01")));
    assert_eq!(guide.confirm_reviewed(CLERK, day("2027-01-31")), Err(GuideError::Day));
    assert_eq!(
        Guide::of(HOME).confirm_reviewed(CLERK, day("2027-01-31")),
        Err(GuideError::NotReleased)
    );
    let in_work = guide.draft(Vec::new(), CLERK).unwrap();
    assert_eq!(in_work.confirm_reviewed(HEAD, day("2027-03-01")), Err(GuideError::InWork));
}

#[test]
fn it_is_told_why_a_guide_must_be_looked_over() {
    let organisation = organisation(Kind::Department);
    let reasons = |guide: &Guide, organisation: &Organisation, on| {
        guide.review_reasons(organisation, Some(Level::City), day(on)).unwrap()
    };
    let none = reasons(&Guide::of(HOME), &organisation, "2026-03-02");
    assert_eq!(none, [ReviewReason::NotReleased]);
    let guide = released("2026-03-02");
    assert_eq!(reasons(&guide, &organisation, "2027-03-01"), []);
    let due = reasons(&guide, &organisation, "2027-03-02");
    assert!(
        matches!(&due[..], [ReviewReason::Due { due_on, authority }]
        if *due_on == day("2027-03-02") && authority.remark.is_some()),
        "{due:?}"
    );
    // The office has another telephone since: its table is not what it was.
    let moved = organisation.note(office("2026-06-01", "0000-0000002")).unwrap();
    assert_eq!(reasons(&guide, &moved, "2026-05-31"), []);
    let changed = [ReviewReason::Changed { part: Part::Office }];
    assert_eq!(reasons(&guide, &moved, "2026-06-01"), changed);
    for reason in due.iter().chain(&changed).chain(&none) {
        assert_ne!(reason.message(Lang::Zh), reason.message(Lang::En));
    }
}

#[test]
fn rules_that_have_changed_are_a_reason_too() {
    let organisation = organisation(Kind::Department);
    let guide = in_review().release(HEAD, day("2020-12-31")).unwrap();
    let reasons =
        guide.review_reasons(&organisation, Some(Level::City), day("2021-01-01")).unwrap();
    assert_eq!(reasons, [ReviewReason::Changed { part: Part::Requests }]);
}

#[test]
fn every_figure_comes_from_the_rules_of_the_day() {
    let text = text_of(&rendered(Kind::Department, Level::City, "2026-03-02", Lang::Zh));
    for words in [
        "7个工作日内一次性告知",
        "自收到申请之日起20个工作日内予以答复",
        "最长不超过20个工作日",
        "次日起20个工作日内缴纳",
        "60日内向本级人民政府申请行政复议",
        "6个月内向人民法院",
        "15日内向人民法院",
        "应当先申请行政复议",
        "31以上",
        "200，以10为一档，每增加一档提高100",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let before = text_of(&rendered(Kind::Department, Level::City, "2020-12-31", Lang::Zh));
    for words in ["次日起20个工作日内缴纳", "应当先申请行政复议", "按件计收"]
    {
        assert!(!before.contains(words), "{words}: {before}");
    }
    assert!(before.contains("本级人民政府或者上一级主管部门"));
}

#[test]
fn every_statement_but_the_offices_own_has_its_article() {
    for lang in [Lang::Zh, Lang::En] {
        let guide = rendered(Kind::Department, Level::County, "2026-03-02", lang);
        let parts: Vec<_> = guide.sections.iter().map(|it| it.part).collect();
        assert_eq!(parts, Part::ALL);
        for block in guide.sections.iter().flat_map(|it| &it.blocks) {
            let is_own =
                |it: &Statement| it.text.contains("办事大厅") || it.text.contains("演示路1号");
            match block {
                Block::Heading { .. } => {}
                Block::Paragraph(it) => assert_eq!(it.authorities.is_empty(), is_own(it), "{it:?}"),
                Block::List { entries } => {
                    assert!(!entries.is_empty());
                    assert!(entries.iter().all(|it| it.authorities.is_empty() == is_own(it)));
                }
                Block::Table(table) => {
                    assert!(!table.authorities.is_empty() && !table.rows.is_empty());
                    assert!(table.rows.iter().all(|row| row.len() == table.head.len()));
                }
            }
            assert!(block.authorities().iter().all(|it| it.cite.starts_with('《')));
        }
    }
}

#[test]
fn what_the_profile_does_not_tell_the_guide_does_not_tell() {
    let text = text_of(&rendered(Kind::Department, Level::City, "2026-03-02", Lang::Zh));
    assert!(text.contains("0000-0000001") && text.contains("当面或者邮寄提交：演示路1号"));
    assert!(!text.contains("传真提交：") && !text.contains("邮政编码"));
}

#[test]
fn a_school_has_no_part_on_requests_and_points_to_its_authority() {
    let school = Kind::School { stage: SchoolStage::Primary, run_by: RunBy::Public };
    let guide = rendered(school, Level::School, "2026-03-02", Lang::Zh);
    assert!(guide.sections.iter().all(|it| it.part != Part::Requests));
    assert_eq!(guide.title, "演示市教育局信息公开指南");
    let text = text_of(&guide);
    assert!(text.contains("可以向主管部门申诉") && !text.contains("行政复议"), "{text}");
    assert!(text.contains("收费项目、依据和标准"));
}

#[test]
fn the_two_languages_say_as_much() {
    let shape = |lang| {
        let guide = rendered(Kind::Department, Level::City, "2026-03-02", lang);
        let blocks = guide.sections.iter().flat_map(|it| &it.blocks);
        let cites = |it: &Block| it.authorities().iter().map(|it| it.cite.clone()).collect();
        blocks.map(cites).collect::<Vec<Vec<String>>>()
    };
    assert_eq!(shape(Lang::Zh), shape(Lang::En));
}

#[test]
fn before_the_regulation_there_is_no_guide() {
    let standing = standing(Kind::Department);
    let about =
        GuideAbout { standing: &standing, level: Some(Level::City), day: day("2019-05-14") };
    assert!(released("2026-03-02").versions()[0].render(&about, Lang::Zh).is_err());
}

#[test]
fn names_are_there_once_and_messages_in_both_languages() {
    let names: BTreeSet<_> = Part::ALL.map(Part::name).into();
    assert_eq!(names.len(), Part::ALL.len());
    for part in Part::ALL {
        assert_eq!(serde_json::to_value(part).unwrap(), part.name());
    }
    let error = GuideError::SamePerson;
    assert_ne!(error.message(Lang::Zh), error.message(Lang::En));
}

#[test]
fn a_paragraph_that_cannot_be_kept_is_refused() {
    for bad in ["", " ", "a\nb", "a\u{202E}b", &"长".repeat(2_001)] {
        assert_eq!(Guide::of(HOME).draft(vec![own(bad)], CLERK), Err(GuideError::Text), "{bad:?}");
    }
    let many = vec![own("一"); MOST_PARAGRAPHS + 1];
    assert_eq!(Guide::of(HOME).draft(many, CLERK), Err(GuideError::TooMany));
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Draft(u8),
    Send,
    Back,
    Release(u8),
    Confirm(u8),
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0_u8..3).prop_map(Step::Draft),
        Just(Step::Send),
        Just(Step::Back),
        (0_u8..3).prop_map(Step::Release),
        (0_u8..3).prop_map(Step::Confirm),
    ]
}

proptest! {
    #[test]
    fn whatever_is_done_no_writer_releases_and_what_is_saved_is_what_is_loaded(
        steps in proptest::collection::vec((any_step(), 0_u64..3), 0..40),
    ) {
        let somebody = |n: u8| AccountId(Uuid::from_u128(n.into()));
        let (mut guide, mut on) = (Guide::of(HOME), day("2026-01-01"));
        for (step, later) in steps {
            on = on + chrono::Days::new(later);
            let done = match step {
                Step::Draft(n) => guide.draft(vec![own("一")], somebody(n)),
                Step::Send => guide.send_to_review(),
                Step::Back => guide.send_back(),
                Step::Release(n) => guide.release(somebody(n), on),
                Step::Confirm(n) => guide.confirm_reviewed(somebody(n), on),
            };
            guide = done.unwrap_or(guide);
            prop_assert_eq!(guide.check(), Ok(()));
        }
        for version in guide.versions() {
            let releaser = version.released.map(|it| it.by);
            prop_assert!(releaser.is_none_or(|it| !version.written_by().contains(&it)));
        }
        let text = serde_json::to_string(&guide).unwrap();
        prop_assert_eq!(serde_json::from_str::<Guide>(&text).unwrap(), guide);
    }
}
