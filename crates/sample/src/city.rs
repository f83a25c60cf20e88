//! The city: its government, the education bureau with its sections, two public institutions.

use records::organisation::{Kind, Organisation};

use crate::ids::{BUREAU, GOVERNMENT};
use crate::offices::{of_a_bureau, of_a_government, office};
use crate::told::{names, organisation};

/// Code, name and English name of each section.
const SECTIONS: [(&str, &str, &str); 12] = [
    ("haidong-jyj-bgs", "办公室", "General Office"),
    ("haidong-jyj-rsk", "人事科", "Personnel Section"),
    ("haidong-jyj-jck", "计划财务科", "Planning and Finance Section"),
    ("haidong-jyj-jjk", "基础教育科", "Basic Education Section"),
    ("haidong-jyj-zck", "职业教育与成人教育科", "Vocational and Adult Education Section"),
    ("haidong-jyj-xqk", "学前教育科", "Preschool Education Section"),
    ("haidong-jyj-mbk", "民办教育管理科", "Private Education Section"),
    ("haidong-jyj-jsk", "教师工作科", "Teachers Section"),
    ("haidong-jyj-twk", "体育卫生与艺术教育科", "Sports, Health and Arts Section"),
    ("haidong-jyj-dds", "教育督导室", "Education Inspection Section"),
    ("haidong-jyj-aqk", "安全管理科", "Safety Section"),
    ("haidong-jyj-fgk", "政策法规科", "Policy and Law Section"),
];

/// Those that keep records of their own.
const INSTITUTIONS: [(&str, &str, &str); 2] = [
    ("haidong-zzzx", "学生资助管理中心", "Student Aid Centre"),
    ("haidong-zkzx", "招生考试中心", "Examination and Admissions Centre"),
];

pub fn organisations() -> Vec<Organisation> {
    let government = "海东市人民政府（演示）";
    let bureau = "海东市教育局（演示）";
    let mut all = vec![
        organisation(
            "haidong",
            names(government, "海东市政府（演示）", "Haidong Municipal Government (sample)"),
            Kind::Government,
            None,
            [office(government, 1), of_a_government(true)],
        ),
        organisation(
            "haidong-jyj",
            names(bureau, "市教育局（演示）", "Haidong Education Bureau (sample)"),
            Kind::Department,
            Some(GOVERNMENT),
            [office(bureau, 2), of_a_bureau()],
        ),
    ];
    all.extend(SECTIONS.map(|(code, name, english)| {
        let named = names(
            &format!("海东市教育局{name}（演示）"),
            &format!("{name}（演示）"),
            &format!("{english} (sample)"),
        );
        organisation(code, named, Kind::Section, Some(BUREAU), [])
    }));
    all.extend((3..).zip(INSTITUTIONS).map(|(n, (code, name, english))| {
        let full = format!("海东市{name}（演示）");
        let named = names(&full, &format!("{name}（演示）"), &format!("{english} (sample)"));
        organisation(code, named, Kind::PublicInstitution, Some(BUREAU), [office(&full, n)])
    }));
    all
}
