//! Who may make rules 规章, told by the name of the agency (T2-2).

use law::Lang;
use law::report_form::{DisclosureColumn, DisclosureRow};

use super::documents;
use crate::check::{Finding, Prepared, Severity};
use crate::names;

/// What a name tells of the power to make rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Power {
    /// The law gives none to agencies of this kind.
    None,
    /// Most likely none, but the name leaves doubt.
    Doubtful,
    /// The agency may have it, or the name does not tell.
    Possible,
}

/// Finds rules counted by an agency that cannot make any.
pub(super) fn check(report: &Prepared<'_>) -> Vec<Finding> {
    let Some(agency) = &report.agency else { return Vec::new() };
    let power = power(&agency.value);
    if power == Power::Possible {
        return Vec::new();
    }
    let columns = [DisclosureColumn::Made, DisclosureColumn::Repealed, DisclosureColumn::InForce];
    columns
        .into_iter()
        .map(|column| documents(DisclosureRow::Rules, column))
        .filter_map(|cell| {
            let read = report.cell(cell)?;
            let count = read.count().filter(|count| *count > 0)?;
            let (zh, en) = (names::column(cell, Lang::Zh), names::column(cell, Lang::En));
            let name = &agency.value;
            let (severity, zh, en) = if power == Power::None {
                (
                    Severity::Error,
                    format!("{name}没有规章制定权，规章“{zh}”却填了{count}。"),
                    format!("{name} cannot make rules, yet “{en}” says {count}."),
                )
            } else {
                (
                    Severity::Warning,
                    format!(
                        "规章“{zh}”填了{count}，而{name}可能没有规章制定权；如果是行政规范性文件，请移到该行。"
                    ),
                    format!(
                        "“{en}” of rules says {count}, but {name} probably cannot make rules; move \
                         them to the normative documents if that is what they are."
                    ),
                )
            };
            Some(Finding::new("T2-2", severity, zh, en).at(cell, read.place).values(0, count))
        })
        .collect()
}

/// Letters of the places that have governments.
const PLACES: [char; 7] = ['省', '市', '县', '区', '州', '盟', '旗'];
const DEPARTMENTS: [&str; 13] = [
    "局",
    "厅",
    "委员会",
    "办公室",
    "办公厅",
    "委",
    "办",
    "总队",
    "支队",
    "大队",
    "中心",
    "所",
    "站",
];

/// Tells what the name says of the power to make rules.
///
/// # Authority
///
/// 《立法法》第九十一条、第九十三条：国务院部门，省、自治区、直辖市和设区的市、自治州的人民政府可以制定规章。
fn power(agency: &str) -> Power {
    let ends = |words: &[&str]| words.iter().any(|word| agency.ends_with(word));
    let national =
        ["国务院", "国家", "中国", "中华", "全国"].iter().any(|it| agency.starts_with(it));
    if national {
        // 国家税务总局X市税务局 is a branch; the departments themselves make rules.
        let branch = names_a_place(agency) && ends(&DEPARTMENTS);
        return if branch { Power::Doubtful } else { Power::Possible };
    }
    let government = ["办公室", "办公厅", "办"]
        .iter()
        .find_map(|it| agency.strip_suffix(it).filter(|rest| rest.ends_with("政府")))
        .unwrap_or(agency);
    if let Some(place) =
        government.strip_suffix("人民政府").or_else(|| government.strip_suffix("政府"))
    {
        return power_of_government(place);
    }
    if ends(&["街道办事处"]) {
        return Power::None;
    }
    let zones =
        ["开发区", "高新区", "园区", "景区", "度假区", "保税区", "示范区", "新区", "管理区"];
    let committee = ends(&["管理委员会", "管委会"]);
    if committee && zones.iter().any(|it| agency.contains(it)) {
        return Power::None;
    }
    if !ends(&DEPARTMENTS) {
        return Power::Possible;
    }
    if names_a_place(agency) { Power::None } else { Power::Doubtful }
}

/// Tells whether the name has a place in it, be it in short as in 市教育局; 市场 is none.
fn names_a_place(agency: &str) -> bool {
    agency.replace("市场", "").contains(PLACES)
}

fn power_of_government(place: &str) -> Power {
    if place.ends_with("自治区") || place.ends_with("特别行政区") {
        return Power::Possible;
    }
    match place.chars().next_back() {
        Some('县' | '旗' | '镇' | '乡') => Power::None,
        // 浦东新区 has powers of its own.
        Some('区') if place.ends_with("新区") => Power::Doubtful,
        Some('区') => Power::None,
        // A city within another is one at county level.
        Some('市') if place.matches('市').count() > 1 => Power::Doubtful,
        _ => Power::Possible,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_tells_who_may_make_rules() {
        for name in [
            "云川市教育局",
            "青海省教育厅",
            "新疆维吾尔自治区教育厅",
            "洪泽区教育局",
            "沭阳县人民政府",
            "凉山彝族自治州冕宁县人民政府",
            "淮安市洪泽区人民政府",
            "洪泽区人民政府办公室",
            "沛城镇人民政府",
            "花园街道办事处",
            "苏州高新区管理委员会",
            "市科委",
        ] {
            assert_eq!(power(name), Power::None, "{name}");
        }
        for name in ["教育局", "国家税务总局海东市税务局", "上海市浦东新区人民政府"]
        {
            assert_eq!(power(name), Power::Doubtful, "{name}");
        }
        for name in [
            "海东市人民政府",
            "青海省人民政府",
            "广西壮族自治区人民政府",
            "海西蒙古族藏族自治州人民政府",
            "上海市人民政府办公厅",
            "国家市场监督管理总局",
            "应急管理部",
            "海东市",
        ] {
            assert_eq!(power(name), Power::Possible, "{name}");
        }
    }
}
