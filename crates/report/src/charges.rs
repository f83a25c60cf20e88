//! What the administrative charges of a year are made of, where the narrative lists it.

use law::report_form::{CellId, DisclosureColumn, DisclosureRow};

use crate::model::Report;
use crate::number::Number;

/// One charge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charge {
    /// Its name as the report writes it.
    pub name: String,
    /// Its amount in 万元.
    pub amount: Number,
}

/// Letters of a name; anything longer is a clause and no name.
const LONGEST_NAME: usize = 16;

/// Returns the charges that a paragraph lists, where they add up exactly to the amount of table two.
///
/// A list that does not add up is no composition: whoever draws it would draw a wrong picture.
pub fn parts(report: &Report) -> Option<Vec<Charge>> {
    let cell = CellId::Disclosure(DisclosureRow::Charges, DisclosureColumn::Amount);
    let total = report.cell(cell)?.number()?;
    let paragraphs = report.sections.iter().flat_map(|it| &it.paragraphs);
    let lists = paragraphs.filter(|it| it.value.contains("收费") || it.value.contains("收取"));
    lists.map(|it| charges(&it.value)).find(|parts| adds_up(parts, total))
}

fn adds_up(parts: &[Charge], total: Number) -> bool {
    let sum: i128 = parts.iter().map(|it| it.amount.scaled()).sum();
    parts.len() >= 2 && sum == total.scaled()
}

/// Every 某费123.45万元 behind 其中.
fn charges(paragraph: &str) -> Vec<Charge> {
    let text: String = paragraph.split_whitespace().collect();
    let Some((_, list)) = text.split_once("其中") else { return Vec::new() };
    list.split(['，', '、', '；', '。', ','])
        .filter_map(|clause| {
            let at = clause.find(|c: char| c.is_ascii_digit())?;
            let (name, amount) = (clause.get(..at)?, clause.get(at..)?);
            let name = name.trim_start_matches(['：', ':', '为']).trim_end_matches("收入");
            let amount = amount.strip_suffix("万元")?.parse().ok()?;
            let named = !name.is_empty() && name.chars().count() <= LONGEST_NAME;
            named.then(|| Charge { name: name.to_owned(), amount })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_charges_is_read_with_its_names() {
        let found =
            charges("收取行政事业性收费10.5万元，其中，学费收入7.25 万元，住宿费3.25万元。");
        let told: Vec<String> =
            found.iter().map(|it| format!("{}={}", it.name, it.amount)).collect();
        assert_eq!(told, ["学费=7.25", "住宿费=3.25"]);
        let ten: Number = "10.5".parse().expect("a number");
        assert!(adds_up(&found, ten));
        assert!(!adds_up(&found, Number::whole(11)));
    }
}
