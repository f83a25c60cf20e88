//! What the words of a title say: the agency and the year.

/// What a title says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// The title without what stands round it.
    pub text: String,
    /// The agency that reports.
    pub agency: Option<String>,
    /// The year reported on.
    pub year: Option<i32>,
}

/// Words by which a title ends.
const ENDS: [&str; 6] = [
    "政府信息公开工作年度报告",
    "政府信息公开年度报告",
    "政府信息公开工作报告",
    "信息公开工作年度报告",
    "政府信息公开情况的报告",
    "政府信息公开年报",
];

/// What all of them have, by which nearly every line is told to have none.
const IN_EVERY_END: &str = "信息公开";

/// Reads `X局2024年政府信息公开工作年度报告` and its variations.
pub fn parse(text: &str) -> Option<Title> {
    if !text.contains(IN_EVERY_END) {
        return None;
    }
    // To tell whether a word is there is faster than to find it.
    let end = ENDS.into_iter().find(|end| text.contains(end))?;
    let at = text.find(end)?;
    let front = text.get(..at)?;
    let front = front.trim_end_matches("关于").trim_end_matches('《');
    let year_at = find_years(front).pop();
    let (agency, year) = match year_at {
        Some((start, stop, year)) => {
            let before = front.get(..start).unwrap_or_default();
            let behind = front.get(stop..).unwrap_or_default();
            let names = [agency_in(before), agency_in(behind)];
            let likely = names.iter().flatten().find(|name| ends_as_agency(name));
            let agency = likely.or_else(|| names.iter().flatten().next()).cloned();
            (agency, Some(year))
        }
        None => (agency_in(front), None),
    };
    if year.is_none() && agency.is_none() {
        return None;
    }
    // Copied pages begin with the word for their main part.
    let whole = text.get(..at + end.len())?.trim_start_matches("正文").to_owned();
    Some(Title { text: whole, agency, year })
}

/// Finds `2024年` and `2024年度`, else bare years; returns where each starts and stops. The year in
/// the number of a document, as in 〔2021〕30号, is none.
pub fn find_years(text: &str) -> Vec<(usize, usize, i32)> {
    let (mut named, mut bare) = (Vec::new(), Vec::new());
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(|c: char| c.is_ascii_digit())) {
        let start = from + at;
        let rest = text.get(start..).unwrap_or_default();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, behind) = rest.split_at(digits);
        from = start + digits;
        let Some(year) = number.parse().ok().filter(|_| digits == 4 && number.starts_with("20"))
        else {
            continue;
        };
        let word = ["年度", "年"].into_iter().find(|word| behind.starts_with(word));
        if let Some(word) = word {
            named.push((start, from + word.len(), year));
        } else if !behind.starts_with(['〕', ']', '］', '）', ')', '】', '号', '-', '.', '/'])
        {
            bare.push((start, from, year));
        }
    }
    if named.is_empty() { bare } else { named }
}

/// Keeps what can be the name of an agency: 2 to 30 letters without sentence marks.
fn agency_in(text: &str) -> Option<String> {
    let name = text
        .trim_end_matches("关于")
        .rsplit(['，', '。', '：', ':', '>', '_', '-', '|', '《', '（', '(', '、', '；'])
        .next()
        .unwrap_or(text);
    let name = name.trim_end_matches('了');
    let name =
        ["编制", "公布", "发布"].iter().find_map(|verb| name.strip_suffix(verb)).unwrap_or(name);
    let name = ["现将", "现公布", "现向社会公布", "公布", "印发", "发布", "编制", "关于", "附件"]
        .iter()
        .fold(name, |name, word| name.rsplit(word).next().unwrap_or(name));
    let name = name.trim_matches(|c: char| !c.is_alphanumeric());
    let length = name.chars().count();
    let name = name.strip_prefix("正文").unwrap_or(name);
    let own = ["我局", "我办", "我镇", "我委", "我县", "我市", "我区", "我校", "我单位", "本机关"];
    let chinese = name.chars().all(|c| !c.is_ascii_digit() && !"》〔〕".contains(c));
    ((2..=30).contains(&length) && chinese && !own.contains(&name)).then(|| name.to_owned())
}

/// Letters by which the name of an agency ends.
const AGENCY_ENDS: [&str; 20] = [
    "局",
    "委员会",
    "办公室",
    "政府",
    "办公厅",
    "厅",
    "委",
    "院",
    "中心",
    "处",
    "街道",
    "馆",
    "市",
    "县",
    "区",
    "镇",
    "乡",
    "办",
    "部",
    "校",
];

fn ends_as_agency(text: &str) -> bool {
    AGENCY_ENDS.iter().any(|end| text.ends_with(end))
}

/// Tells whether a line is nothing but the name of an agency.
pub fn is_agency(text: &str) -> bool {
    let length = text.chars().count();
    (3..=30).contains(&length)
        && ends_as_agency(text)
        && !text.contains(['，', '。', '：', '、', '年'])
}

#[cfg(test)]
mod tests {
    use super::super::squeeze;
    use super::*;

    #[test]
    fn titles_of_every_order_are_read() {
        let check = |text: &str, agency: Option<&str>, year: i32| {
            let title = parse(&squeeze(text)).expect(text);
            assert_eq!((title.agency.as_deref(), title.year), (agency, Some(year)), "{text}");
        };
        check("海东市教育局 2024 年政府信息公开工作年度报告", Some("海东市教育局"), 2024);
        check("2024 年上海市科委政府信息公开工作年度报告", Some("上海市科委"), 2024);
        check("2020年政府信息公开工作年度报告", None, 2020);
        check("现公布清远市教育局2024年度政府信息公开年度报告", Some("清远市教育局"), 2024);
        check(
            "某市人民政府办公室关于2022年度政府信息公开情况的报告",
            Some("某市人民政府办公室"),
            2022,
        );
    }

    #[test]
    fn the_number_of_a_document_is_no_year() {
        let text =
            "根据国办公开办函〔2021〕30号要求，青溪县水务局编制了2024年政府信息公开工作年度报告";
        let title = parse(text).expect("a title");
        assert_eq!((title.agency.as_deref(), title.year), (Some("青溪县水务局"), Some(2024)));
        assert_eq!(parse("按国办公开办函〔2021〕30号编制政府信息公开年度报告"), None);
    }
}
