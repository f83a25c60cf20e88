//! What must hold of sites.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::organisation::{Change, Fact, Kind, Names, Organisation, Tree};

const CITY: OrganisationId = OrganisationId(Uuid::from_u128(1));
const BUREAU: OrganisationId = OrganisationId(Uuid::from_u128(2));
const SCHOOL: OrganisationId = OrganisationId(Uuid::from_u128(3));

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn tree() -> Tree {
    let found = |id: OrganisationId, of, administrative_parent| {
        let change = Change::Founded {
            names: Names::of("演示"),
            of,
            administrative_parent,
            ogi_authority: None,
            predecessors: Vec::new(),
        };
        let founding = Fact { on: day("2019-05-15"), basis: String::new(), change };
        Organisation::found(id, &format!("org-{}", id.0.as_u128()), founding).unwrap()
    };
    let all = [
        found(CITY, Kind::Government, None),
        found(BUREAU, Kind::Department, Some(CITY)),
        found(SCHOOL, Kind::PublicInstitution, Some(BUREAU)),
    ];
    Tree::on(day("2026-03-02"), &all)
}

fn shown(id: OrganisationId, profiles: &[SiteProfile]) -> SiteShown {
    let profiles = profiles.iter().map(|it| (it.organisation, it.clone())).collect();
    SiteShown::of(id, &tree(), &profiles)
}

fn grey(from: &str, until: &str) -> GreyPeriod {
    GreyPeriod { from_on: day(from), until_on: day(until), reason: "公祭日".to_owned() }
}

#[test]
fn a_profile_that_says_nothing_can_be_kept_and_misses_everything() {
    let profile = SiteProfile::of(BUREAU);
    assert_eq!(profile.check(), Ok(()));
    let missing = shown(BUREAU, &[profile]).missing();
    assert_eq!(missing.len(), Mark::ALL.len() + 1);
    assert_eq!(missing.last(), Some(&Missing::Ipv6));
    let zh: Vec<_> = missing.iter().map(|it| it.label(Lang::Zh)).collect();
    assert_eq!(zh[..3], ["主办单位", "承办单位", "地址"]);
}

#[test]
fn what_one_has_not_said_is_taken_from_the_nearest_above() {
    let city = SiteProfile { ipv6: Some(true), theme: Some(Theme::Red), ..SiteProfile::of(CITY) }
        .with(Mark::Organiser, "演示市人民政府")
        .with(Mark::SiteCode, "0000000001");
    let bureau = SiteProfile::of(BUREAU).with(Mark::Organiser, "演示市教育局");
    let school = shown(SCHOOL, &[city.clone(), bureau.clone()]);
    let of = |value: &str, from| Shown { value: value.to_owned(), from };
    assert_eq!(school.marks[&Mark::Organiser], of("演示市教育局", BUREAU));
    assert_eq!(school.marks[&Mark::SiteCode], of("0000000001", CITY));
    assert_eq!(school.ipv6, Some(Shown { value: true, from: CITY }));
    assert_eq!(school.theme(), Theme::Red);
    assert!(school.is_taken(&school.marks[&Mark::SiteCode]));
    let own = shown(BUREAU, &[city, bureau]);
    assert!(!own.is_taken(&own.marks[&Mark::Organiser]));
    assert_eq!(own.missing().len(), Mark::ALL.len() - 2);
}

#[test]
fn nothing_is_taken_from_below_or_beside() {
    let school = SiteProfile::of(SCHOOL).with(Mark::Organiser, "演示学校");
    assert_eq!(shown(BUREAU, &[school]).mark(Mark::Organiser), None);
}

#[test]
fn those_above_mourn_for_all_below_them() {
    let mut city = SiteProfile::of(CITY);
    city.grey.insert(grey("2026-04-04", "2026-04-04"));
    let school = shown(SCHOOL, &[city]);
    assert!(school.grey_on(day("2026-04-04")).is_some_and(|it| it.from == CITY));
    assert!(school.grey_on(day("2026-04-03")).is_none());
    assert!(school.grey_on(day("2026-04-05")).is_none());
}

#[test]
fn periods_that_cannot_be_are_refused() {
    let check = |periods: &[GreyPeriod]| {
        let grey = periods.iter().cloned().collect();
        SiteProfile { grey, ..SiteProfile::of(BUREAU) }.check()
    };
    assert_eq!(
        check(&[grey("2026-04-04", "2026-04-05"), grey("2026-04-06", "2026-04-06")]),
        Ok(())
    );
    let (from_on, until_on) = (day("2026-04-04"), day("2026-04-03"));
    assert_eq!(
        check(&[grey("2026-04-04", "2026-04-03")]),
        Err(SiteError::GreyDays { from_on, until_on })
    );
    assert!(matches!(check(&[grey("2026-04-04", "2027-04-04")]), Err(SiteError::GreyDays { .. })));
    assert_eq!(
        check(&[grey("2026-04-01", "2026-04-04"), grey("2026-04-04", "2026-04-05")]),
        Err(SiteError::GreyTwice { from_on })
    );
    let silent = GreyPeriod { reason: " ".to_owned(), ..grey("2026-04-04", "2026-04-04") };
    assert_eq!(check(&[silent]), Err(SiteError::GreyReason { from_on }));
}

#[test]
fn a_link_leads_where_it_seems_to() {
    for good in [
        "https://bszs.example.cn/sitename?method=show&id=1",
        "https://zfwzgl.example.gov.cn/exposure/jiucuo.html?site_code=0000000001",
        "https://example.gov.cn",
    ] {
        let profile = SiteProfile::of(BUREAU).with(Mark::ReportErrors, good);
        assert_eq!(profile.check(), Ok(()), "{good}");
    }
    for bad in [
        "http://example.gov.cn/",
        "javascript:alert(1)",
        "https://example.gov.cn@evil.example/",
        "https://example.gov.cn:8443/",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://example.gov.cn\\@evil.example/",
        "https://Example.gov.cn/",
        "https://example.gov.cn/一",
        "https://example.gov.cn/ x",
        "//example.gov.cn/",
        "https://",
    ] {
        let profile = SiteProfile::of(BUREAU).with(Mark::GovernmentBadge, bad);
        assert_eq!(profile.check(), Err(SiteError::Link(Mark::GovernmentBadge)), "{bad}");
    }
}

#[test]
fn a_host_is_a_name_in_small_letters() {
    assert_eq!(Host::new(" JYJ.Example.GOV.cn").unwrap().as_str(), "jyj.example.gov.cn");
    for bad in [
        "",
        "localhost",
        "example.gov.cn.",
        ".gov.cn",
        "a..cn",
        "-a.cn",
        "a-.cn",
        "a_b.cn",
        "教育.cn",
        "10.0.0.1",
        "a.cn:80",
        "a.cn/x",
        "[::1]",
    ] {
        assert_eq!(Host::new(bad), Err(HostError), "{bad}");
    }
    assert!(Host::new(&format!("{}.cn", "a".repeat(63))).is_ok());
    assert!(Host::new(&format!("{}.cn", "a".repeat(64))).is_err());
}

#[test]
fn a_text_with_hidden_characters_is_refused_and_an_unusual_one_is_told() {
    for bad in ["a\nb", "a\u{202E}b", &"长".repeat(201)] {
        let profile = SiteProfile::of(BUREAU).with(Mark::Address, bad);
        assert_eq!(profile.check(), Err(SiteError::Text(Mark::Address)), "{bad:?}");
    }
    let usual = SiteProfile::of(BUREAU)
        .with(Mark::SiteCode, "0000000001")
        .with(Mark::IcpNumber, "演ICP备00000000号")
        .with(Mark::PoliceNumber, "演公网安备00000000000001号");
    assert_eq!(usual.remarks(Lang::Zh), []);
    let unusual = usual.with(Mark::SiteCode, "12345");
    assert_eq!(unusual.check(), Ok(()));
    assert_eq!(
        unusual.remarks(Lang::En).iter().map(|it| it.0).collect::<Vec<_>>(),
        [Mark::SiteCode]
    );
}

#[test]
fn filing_numbers_lead_to_their_registers() {
    let police = Mark::PoliceNumber.link("演公网安备 00000000000001号").unwrap();
    assert!(police.ends_with("code=00000000000001") && is_https(&police), "{police}");
    assert!(is_https(&Mark::IcpNumber.link("演ICP备00000000号").unwrap()));
    assert_eq!(Mark::Phone.link("0000"), None);
    for mark in Mark::ALL.into_iter().filter(|it| it.is_link()) {
        assert_eq!(mark.link("https://example.cn/").as_deref(), Some("https://example.cn/"));
    }
}

#[test]
fn a_mailbox_and_notes_are_looked_at() {
    let with = |mailbox: &str, note: &str| SiteProfile {
        reply_to: ReplyTo { mailbox: mailbox.into(), note: note.into(), ..ReplyTo::default() },
        ..SiteProfile::of(BUREAU)
    };
    assert_eq!(with("office@example.com", "请勿直接回复。").check(), Ok(()));
    assert_eq!(with("office", "").check(), Err(SiteError::Mailbox));
    assert_eq!(with("", "a\u{200B}b").check(), Err(SiteError::Note));
}

#[test]
fn every_name_and_message_is_there_in_both_languages() {
    let names: BTreeSet<_> = Mark::ALL.map(Mark::name).into();
    assert_eq!(names.len(), Mark::ALL.len());
    for mark in Mark::ALL {
        assert_eq!(serde_json::to_value(mark).unwrap(), mark.name());
        assert_ne!(mark.label(Lang::Zh), mark.label(Lang::En));
        for error in [SiteError::Text(mark), SiteError::Link(mark)] {
            assert!(error.message(Lang::Zh).contains(mark.label(Lang::Zh)));
        }
    }
    for theme in Theme::ALL {
        assert_eq!(serde_json::to_value(theme).unwrap(), theme.name());
    }
}

fn any_profile(organisation: OrganisationId) -> impl Strategy<Value = SiteProfile> {
    let marks = proptest::collection::btree_map(
        proptest::sample::select(Mark::ALL.as_slice()),
        "[甲乙a-z0-9]{1,8}",
        0..9,
    );
    (marks, proptest::option::of(any::<bool>())).prop_map(move |(marks, ipv6)| {
        let link = |mark: Mark, text: String| {
            if mark.is_link() { "https://example.gov.cn/x".to_owned() } else { text }
        };
        let marks = marks.into_iter().map(|(mark, text)| (mark, link(mark, text))).collect();
        SiteProfile { marks, ipv6, ..SiteProfile::of(organisation) }
    })
}

proptest! {
    #[test]
    fn what_is_shown_was_said_by_the_nearest_who_said_anything(
        city in any_profile(CITY), bureau in any_profile(BUREAU), school in any_profile(SCHOOL),
    ) {
        let nearest = [&school, &bureau, &city];
        let all = [city.clone(), bureau.clone(), school.clone()];
        let shown = shown(SCHOOL, &all);
        for mark in Mark::ALL {
            let said = nearest.iter().find_map(|it| Some((it.marks.get(&mark)?, it.organisation)));
            let found = shown.marks.get(&mark).map(|it| (&it.value, it.from));
            prop_assert_eq!(found, said);
            prop_assert_eq!(shown.missing().contains(&Missing::Mark(mark)), said.is_none());
        }
    }

    #[test]
    fn what_is_saved_is_what_is_loaded(profile in any_profile(BUREAU)) {
        prop_assert_eq!(profile.check(), Ok(()));
        let text = serde_json::to_string(&profile).unwrap();
        prop_assert_eq!(serde_json::from_str::<SiteProfile>(&text).unwrap(), profile);
    }

    #[test]
    fn no_text_makes_a_link_that_is_not_https_to_a_host(text in "\\PC{0,40}") {
        let link = format!("https://{text}");
        if is_https(&link) {
            let host = text.split(['/', '?', '#']).next().unwrap();
            prop_assert!(Host::new(host).is_ok_and(|it| it.as_str() == host));
        }
    }
}
