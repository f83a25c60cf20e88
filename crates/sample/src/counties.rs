//! Six counties with invented names, each with a government and an education bureau.

use records::organisation::{Change, Kind, Organisation};

use crate::ids::{self, BUREAU, GOVERNMENT};
use crate::offices::{of_a_bureau, of_a_government, office};
use crate::told::{FOUNDED, fact, founded, names, organisation};

/// Code, name and English name of each county.
pub const COUNTIES: [(&str, &str, &str); 6] = [
    ("jia-xian", "甲县", "Jia County"),
    ("yi-xian", "乙县", "Yi County"),
    ("bing-xian", "丙县", "Bing County"),
    ("ding-xian", "丁县", "Ding County"),
    ("wu-xian", "戊县", "Wu County"),
    ("ji-xian", "己县", "Ji County"),
];

pub fn organisations() -> Vec<Organisation> {
    (10..)
        .step_by(2)
        .zip(COUNTIES)
        .flat_map(|(n, (code, county, english))| {
            [government(code, county, english, n), bureau(code, county, english, n + 1)]
        })
        .collect()
}

fn government(code: &str, county: &str, english: &str, n: u32) -> Organisation {
    let full = format!("{county}人民政府（演示）");
    let short = format!("{county}（演示）");
    let named = names(&full, &short, &format!("{english} Government (sample)"));
    let facts = [office(&full, n), of_a_government(false)];
    organisation(code, named, Kind::Government, Some(GOVERNMENT), facts)
}

/// A county's bureau stands under the county's government. That the city's bureau leads its openness work
/// is our convention for the sample: bureaus guide those below them in their trade (业务指导), and so the
/// city sees the counties.
fn bureau(county_code: &str, county: &str, english: &str, n: u32) -> Organisation {
    let full = format!("{county}教育局（演示）");
    let short = format!("{county}教育局（演示）");
    let change = Change::Founded {
        names: names(&full, &short, &format!("{english} Education Bureau (sample)")),
        of: Kind::Department,
        administrative_parent: Some(ids::organisation(county_code)),
        ogi_authority: Some(BUREAU),
        predecessors: Vec::new(),
    };
    let code = format!("{county_code}-jyj");
    founded(&code, fact(FOUNDED, change), [office(&full, n), of_a_bureau()])
}
