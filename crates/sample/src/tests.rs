//! That the sample is what it says.

use std::collections::BTreeSet;

use law::Lang;
use records::content_tree::level_of;
use records::organisation::{Kind, Line, Place, RunBy, SchoolStage};
use records::person::{AccountState, may_also_hold};
use records::policy::RecordState;
use records::site::{Missing, SiteShown};
use roster::{export, plan, read};

use super::*;
use crate::ids::*;

#[test]
fn the_tree_of_the_day_has_no_faults() {
    let tree = bureau().tree();
    assert_eq!(tree.faults(), []);
    let count = |is: fn(Kind) -> bool| tree.all().filter(|(_, it)| is(it.kind)).count();
    assert_eq!(count(|it| it == Kind::Government), 7);
    assert_eq!(count(|it| it == Kind::Department), 7);
    assert_eq!(count(|it| it == Kind::Section), 12);
    assert_eq!(count(|it| it == Kind::PublicInstitution), 2);
    assert_eq!(count(|it| matches!(it, Kind::School { .. })), 14);
}

#[test]
fn the_past_has_no_faults_either() {
    let sample = bureau();
    for day in [told::day(2019, 5, 15), told::day(2023, 8, 31), told::day(2024, 8, 31)] {
        assert_eq!(Tree::on(day, &sample.organisations).faults(), []);
    }
    assert!(sample.organisations.iter().all(|it| it.check().is_ok()));
    let told = |it: &Organisation| it.facts().iter().all(|fact| fact.on <= DAY);
    assert!(sample.organisations.iter().all(told));
}

#[test]
fn every_stage_and_both_who_run_schools_are_there() {
    let tree = bureau().tree();
    let schools = || {
        tree.all().filter_map(|(_, it)| match it.kind {
            Kind::School { stage, run_by } => Some((stage, run_by)),
            _ => None,
        })
    };
    for stage in SchoolStage::ALL {
        assert!(schools().any(|it| it.0 == stage), "{stage:?}");
    }
    for run_by in RunBy::ALL {
        assert!(schools().any(|it| it.1 == run_by), "{run_by:?}");
    }
}

#[test]
fn the_city_sees_the_counties_along_the_line_of_openness_only() {
    let tree = bureau().tree();
    assert_eq!(tree.place(Line::Ogi, BUREAU, COUNTY_BUREAU), Place::Subordinate);
    assert_eq!(tree.place(Line::Administrative, BUREAU, COUNTY_BUREAU), Place::Other);
    assert_eq!(tree.place(Line::Ogi, BUREAU, MERGED_SCHOOL), Place::Subordinate);
    assert_eq!(tree.place(Line::Ogi, OFFICE, SCHOOL), Place::Subordinate);
    assert_eq!(tree.place(Line::Administrative, GOVERNMENT, COUNTY_BUREAU), Place::Subordinate);
}

#[test]
fn history_shows_the_names_and_schools_of_the_time() {
    let sample = bureau();
    let name = |id, day| sample.organisation(id).unwrap().on(day).map(|it| it.names.full);
    let before = told::day(2023, 8, 31);
    assert_eq!(name(RENAMED_SCHOOL, before).as_deref(), Some("海东市第三初级中学（演示）"));
    assert_eq!(name(RENAMED_SCHOOL, DAY).as_deref(), Some("海东市实验学校（演示）"));
    assert_eq!(name(MERGED_SCHOOL, before), None);
    let merged = sample.organisation(MERGED_SCHOOL).unwrap().on(DAY).unwrap();
    assert_eq!(merged.predecessors, SCHOOLS_BEFORE_THE_MERGER);
    for id in SCHOOLS_BEFORE_THE_MERGER {
        let ended = sample.organisation(id).unwrap().on(DAY).unwrap().ended.unwrap();
        assert_eq!(ended.successors, [MERGED_SCHOOL]);
    }
}

#[test]
fn every_id_and_name_is_there_once_and_every_named_id_is_there() {
    let sample = bureau();
    let ids: BTreeSet<_> = sample.organisations.iter().map(|it| it.id).collect();
    assert_eq!(ids.len(), sample.organisations.len());
    let accounts: BTreeSet<_> = sample.accounts.iter().map(|it| it.0).collect();
    let names: BTreeSet<_> = sample.accounts.iter().map(|it| &it.1.name).collect();
    assert_eq!((accounts.len(), names.len()), (sample.accounts.len(), sample.accounts.len()));
    let rights = sample.accounts.iter().flat_map(|(_, it)| {
        let delegations = it.delegations.iter().map(|it| it.id);
        it.appointments.iter().map(|it| it.id).chain(delegations)
    });
    let rights: Vec<_> = rights.collect();
    assert_eq!(rights.iter().collect::<BTreeSet<_>>().len(), rights.len());
    let named = [
        GOVERNMENT,
        BUREAU,
        OFFICE,
        BASIC_EDUCATION,
        STUDENT_AID_CENTRE,
        EXAMINATION_CENTRE,
        COUNTY_GOVERNMENT,
        COUNTY_BUREAU,
        SCHOOL,
        RENAMED_SCHOOL,
        MERGED_SCHOOL,
    ];
    assert!(named.iter().chain(&SCHOOLS_BEFORE_THE_MERGER).all(|it| ids.contains(it)));
    // For good: whoever has kept one finds it again.
    assert_eq!(BUREAU.to_string(), "b0df4c5e-e447-40ea-bdbc-0b3c2687ad84");
}

#[test]
fn every_name_says_that_it_is_invented() {
    let sample = bureau();
    for organisation in &sample.organisations {
        for fact in organisation.facts() {
            assert!(fact.basis.contains("演示"), "{fact:?}");
            let standing = organisation.on(fact.on).unwrap();
            let (names, office) = (standing.names, standing.office);
            assert!(names.full.contains("演示") && names.short.contains("演示"), "{names:?}");
            assert!(names.english.contains("(sample)"), "{names:?}");
            if !office.name.is_empty() {
                assert!(office.name.contains("演示") && office.address.contains("演示"));
                assert!(
                    office.phone.starts_with("0972-00000") && office.mail.ends_with("@example.com")
                );
                assert_eq!(office.missing(), [] as [&str; 0]);
            }
        }
    }
    assert!(sample.accounts.iter().all(|(_, it)| it.name.starts_with("演示用户")));
}

#[test]
fn every_role_is_held_and_nobody_holds_what_does_not_go_together() {
    let sample = bureau();
    let tree = sample.tree();
    for role in Role::ALL {
        let account = sample.account(sample.person_with(role).unwrap()).unwrap();
        let grant = account.grants_on(DAY).into_iter().find(|it| it.role == role).unwrap();
        let expected = if role.administers() { GOVERNMENT } else { BUREAU };
        assert_eq!(tree.agency_of(grant.organisation), Some(expected), "{role:?}");
    }
    for (_, account) in &sample.accounts {
        let roles = || {
            let delegated = account.delegations.iter().map(|it| it.role);
            account.appointments.iter().map(|it| it.role).chain(delegated)
        };
        assert!(roles().all(|it| may_also_hold(roles(), it).is_ok()), "{}", account.login);
        assert!(tree.standing(account.organisation).is_some(), "{}", account.login);
    }
}

#[test]
fn one_is_invited_one_suspended_one_closed_and_one_stands_in() {
    let sample = bureau();
    let with =
        |state| sample.accounts.iter().filter(move |(_, it)| it.state == state).map(|it| it.0);
    assert!(with(AccountState::Invited).eq([INVITED]));
    assert!(with(AccountState::Suspended).eq([SUSPENDED]));
    assert!(with(AccountState::Closed).eq([CLOSED]));
    let holds = |from, role, at| {
        let held = sample.account(from).unwrap().grants_on(DAY);
        held.iter().any(|it| it.role == role && it.organisation == at)
    };
    let standing_in: Vec<_> = sample
        .accounts
        .iter()
        .flat_map(|(id, it)| it.stands_in_on(DAY, holds).into_iter().map(|grant| (*id, grant)))
        .collect();
    let [(id, grant)] = standing_in[..] else { panic!("{standing_in:?}") };
    assert_eq!((id, grant.role), (STAND_IN, Role::Reviewer));
    assert_eq!(grant.in_stead_of, sample.person_with(Role::Reviewer));
}

#[test]
fn the_counties_and_the_schools_have_their_people() {
    let sample = bureau();
    let tree = sample.tree();
    let held = |id, role| {
        let grants = sample.accounts.iter().flat_map(|(_, it)| it.grants_on(DAY));
        grants.filter(|it| it.role == role && it.organisation == id).count()
    };
    for (id, standing) in tree.all() {
        let expected = match standing.kind {
            Kind::School { .. } | Kind::PublicInstitution => (1, 0),
            Kind::Department => (1, 1),
            Kind::Government | Kind::Section => (0, 0),
        };
        assert_eq!((held(id, Role::Clerk), held(id, Role::Reviewer)), expected, "{standing:?}");
    }
}

#[test]
fn exported_and_read_again_it_changes_nothing() {
    let sample = bureau();
    for lang in [Lang::Zh, Lang::En] {
        let file = export(&sample.organisations, &sample.accounts, DAY, lang).unwrap();
        let sheets = read(&file).unwrap();
        let (organisations, accounts) = (&sample.organisations, &sample.accounts);
        let mut nothing_new = || panic!("nothing is new");
        let plan = plan(&sheets, organisations, accounts, DAY, &mut nothing_new);
        assert!(plan.is_empty(), "{plan:#?}");
        assert_eq!(plan.warnings, []);
    }
}

#[test]
fn an_empty_installation_takes_in_the_whole_export() {
    let sample = bureau();
    let file = export(&sample.organisations, &sample.accounts, DAY, Lang::Zh).unwrap();
    let mut last = 0;
    let mut new_id = || {
        last += 1;
        uuid::Uuid::from_u128(last)
    };
    let plan = plan(&read(&file).unwrap(), &[], &[], DAY, &mut new_id);
    assert_eq!(plan.faults, []);
    let changes = plan.changes().unwrap();
    assert_eq!(changes.founded.len(), sample.tree().all().count());
    // The closed account is not exported.
    assert_eq!(changes.invited.len(), sample.accounts.len() - 1);
}

#[test]
fn the_sites_have_every_mark_and_belong_to_nobody() {
    let sample = bureau();
    let profiles = sample.sites.iter().map(|it| (it.organisation, it.clone())).collect();
    for profile in &sample.sites {
        assert_eq!(profile.check(), Ok(()));
        assert_eq!(profile.remarks(Lang::Zh), []);
        for (mark, value) in &profile.marks {
            assert!(!mark.is_link() || value.contains(".example.com/"), "{value}");
        }
    }
    let tree = sample.tree();
    assert_eq!(SiteShown::of(BUREAU, &tree, &profiles).missing(), []);
    assert_eq!(SiteShown::of(SCHOOL, &tree, &profiles).missing(), []);
    // A county takes the marks of the city, which has not said whether it can be reached by IPv6.
    let county = SiteShown::of(COUNTY_BUREAU, &tree, &profiles);
    assert_eq!(county.missing(), [Missing::Ipv6]);
    assert!(county.marks.values().all(|it| it.from == GOVERNMENT));
}

#[test]
fn the_guide_is_out_and_was_looked_over() {
    let sample = bureau();
    assert_eq!(sample.guide.check(), Ok(()));
    assert_eq!(sample.guide.state(), RecordState::Published);
    let organisation = sample.organisation(BUREAU).unwrap();
    let level = level_of(BUREAU, &sample.tree());
    assert_eq!(sample.guide.review_reasons(organisation, level, DAY).unwrap(), []);
    let paragraphs = &sample.guide.released().unwrap().paragraphs;
    assert!(paragraphs.iter().all(|it| it.zh.contains("演示") && it.en.contains("sample")));
}
