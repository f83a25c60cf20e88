//! Schools of every stage, of the city and of the counties; one renamed, one of a merger.

use chrono::NaiveDate;
use records::organisation::RunBy::{self, Private, Public};
use records::organisation::SchoolStage::{
    self, CompleteSecondary, JuniorSecondary, Kindergarten, NineYear, Primary, SeniorSecondary,
    SpecialEducation, TwelveYear, VocationalSecondary,
};
use records::organisation::{Change, Fact, Kind, Organisation, OrganisationId};

use crate::ids::{self, BUREAU, COUNTY_BUREAU, MERGED_SCHOOL, SCHOOLS_BEFORE_THE_MERGER};
use crate::offices::office;
use crate::told::{day, fact, founded, names, organisation};

/// Code, name, English name, stage and who runs it.
type School = (&'static str, &'static str, &'static str, SchoolStage, RunBy);

const OF_THE_CITY: [School; 6] = [
    ("haidong-1z", "海东市第一中学", "Haidong No. 1 School", SeniorSecondary, Public),
    ("haidong-2z", "海东市第二中学", "Haidong No. 2 School", CompleteSecondary, Public),
    (
        "haidong-zyxx",
        "海东市职业技术学校",
        "Haidong Vocational School",
        VocationalSecondary,
        Public,
    ),
    ("haidong-tjxx", "海东市特殊教育学校", "Haidong Special School", SpecialEducation, Public),
    ("haidong-syyey", "海东市实验幼儿园", "Haidong Kindergarten", Kindergarten, Public),
    ("haidong-qmxx", "海东市启明学校", "Haidong Qiming School", TwelveYear, Private),
];

const OF_COUNTIES: [School; 6] = [
    ("jia-xian-1x", "甲县第一小学", "Jia County No. 1 Primary School", Primary, Public),
    ("yi-xian-zxxx", "乙县中心学校", "Yi County Central School", NineYear, Public),
    ("bing-xian-cz", "丙县初级中学", "Bing County Junior School", JuniorSecondary, Public),
    ("ding-xian-yey", "丁县童心幼儿园", "Ding County Kindergarten", Kindergarten, Private),
    ("wu-xian-1z", "戊县第一中学", "Wu County No. 1 School", SeniorSecondary, Public),
    ("ji-xian-xx", "己县新星小学", "Ji County Xinxing Primary School", Primary, Private),
];

/// The first day of a school year.
const RENAMED_ON: NaiveDate = day(2023, 9, 1);
const MERGED_ON: NaiveDate = day(2024, 9, 1);

pub fn organisations() -> Vec<Organisation> {
    let city = OF_THE_CITY.map(|it| (it, BUREAU));
    let counties = OF_COUNTIES.map(|it| (it, bureau_of(it.0)));
    let mut all: Vec<Organisation> = (30..)
        .zip(city.into_iter().chain(counties))
        .map(|(n, (it, under))| school(it, under, n))
        .collect();
    all.push(renamed());
    all.extend(merged());
    all
}

/// The bureau of the county that the code of a school begins with.
fn bureau_of(code: &str) -> OrganisationId {
    let county = code.rsplit_once('-').map_or(code, |(county, _)| county);
    ids::organisation(&format!("{county}-jyj"))
}

fn school(
    (code, name, english, stage, run_by): School,
    under: OrganisationId,
    n: u32,
) -> Organisation {
    let full = format!("{name}（演示）");
    let named = names(&full, &full, &format!("{english} (sample)"));
    organisation(code, named, Kind::School { stage, run_by }, Some(under), [office(&full, n)])
}

/// A junior school that took in the younger ones and got a new name.
fn renamed() -> Organisation {
    let before =
        ("haidong-syxx", "海东市第三初级中学", "Haidong No. 3 School", JuniorSecondary, Public);
    let now = "海东市实验学校（演示）";
    let to = Kind::School { stage: NineYear, run_by: Public };
    let renamed = [
        Change::Renamed { names: names(now, now, "Haidong Experimental School (sample)") },
        Change::Reclassified { to },
    ];
    renamed.into_iter().fold(school(before, BUREAU, 50), |it, change| {
        it.note(fact(RENAMED_ON, change)).expect("the sample is told in facts that fit")
    })
}

/// Two schools that became one.
fn merged() -> Vec<Organisation> {
    let ended = || fact(MERGED_ON, Change::Merged { into: MERGED_SCHOOL });
    let before = [
        ("jia-xian-cdxx", "甲县城东小学", "Jia County East Primary School", Primary, Public),
        ("jia-xian-cxxx", "甲县城西小学", "Jia County West Primary School", Primary, Public),
    ];
    let full = "甲县城区小学（演示）";
    let founding = Change::Founded {
        names: names(full, full, "Jia County Town Primary School (sample)"),
        of: Kind::School { stage: Primary, run_by: Public },
        administrative_parent: Some(COUNTY_BUREAU),
        ogi_authority: None,
        predecessors: SCHOOLS_BEFORE_THE_MERGER.to_vec(),
    };
    // Its office is known since it is there, not since the regulation.
    let described = Fact { on: MERGED_ON, ..office(full, 53) };
    let mut all: Vec<Organisation> = (51..)
        .zip(before)
        .map(|(n, it)| school(it, COUNTY_BUREAU, n).note(ended()))
        .collect::<Result<_, _>>()
        .expect("the sample is told in facts that fit");
    all.push(founded("jia-xian-cqxx", fact(MERGED_ON, founding), [described]));
    all
}
