//! Worked amounts of the processing fee.

use proptest::prelude::*;

use super::*;
use crate::lang::Lang;
use crate::testing::date;

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    #[serde(default)]
    items: Vec<(u32, u32)>,
    #[serde(default)]
    pages: Vec<u32>,
    provision: Option<Provision>,
    yuan: Vec<u64>,
}

#[test]
fn the_28_worked_amounts_hold() {
    let cases: Cases = toml::from_str(include_str!("cases.toml")).unwrap();
    assert_eq!(cases.case.len(), 28);
    let on = date("2026-03-02");
    for case in cases.case {
        let items = case.items.iter().map(|(already, new)| price_of_items(*already, *new, on));
        let pages = case.pages.iter().map(|pages| price_of_pages(*pages, on));
        let found: Vec<u64> = items.chain(pages).map(|fee| fee.unwrap().amount_yuan).collect();
        assert_eq!(found, case.yuan, "{}", case.name);
        if let Some(provision) = case.provision {
            assert_eq!(standards_for(provision).len(), case.yuan.len(), "{}", case.name);
        }
    }
}

#[test]
fn the_working_lists_the_bands() {
    let fee = price_of_pages(120, date("2026-03-02")).unwrap();
    let lines = fee.working.lines(Lang::Zh);
    assert_eq!(lines[1], "第31至100页：70页×10元＝700元");
    assert_eq!(lines[2], "第101至120页：20页×20元＝400元");
    assert!(lines[3].starts_with("合计1100元"));
}

#[test]
fn the_tariff_begins_on_its_first_day() {
    let yuan = |on| price_of_items(0, 20, date(on)).unwrap().amount_yuan;
    assert_eq!(yuan("2020-12-31"), 0);
    assert_eq!(yuan("2021-01-01"), 1000);
}

fn said(fee: &Fee) -> String {
    [Lang::Zh, Lang::En].map(|lang| fee.working.lines(lang).join("\n")).join("\n")
}

#[test]
fn before_the_tariff_the_working_says_that_no_standard_applied() {
    let fee = price_of_items(0, 20, date("2020-12-31")).unwrap();
    let said_before = said(&fee);
    assert!(said_before.contains("尚无施行中的信息处理费收费标准"), "{said_before}");
    assert!(said_before.contains("no standard of the processing fee was in force"));
    let after = said(&price_of_items(0, 20, date("2021-01-01")).unwrap());
    assert!(!after.contains("no standard"), "{after}");
}

#[test]
fn no_items_and_no_pages_cost_nothing_in_words() {
    let on = date("2026-03-02");
    assert!(said(&price_of_items(5, 0, on).unwrap()).contains("there are no items this time"));
    assert!(said(&price_of_pages(0, on).unwrap()).contains("本次没有须计费的页数"));
}

#[test]
fn the_working_says_what_is_remembered_or_chosen() {
    let on = date("2026-03-02");
    let items = said(&price_of_items(0, 12, on).unwrap());
    for words in
        ["收到申请之日所在的月份", "只累计本机关", "still count in the month", "办法的施行日期"]
    {
        assert!(items.contains(words), "{words}: {items}");
    }
    let pages = said(&price_of_pages(120, on).unwrap());
    for words in
        ["A4及以下幅面", "print layout", "不按量收费", "凭记忆录入，待核对：自完成缴费次日起"]
    {
        assert!(pages.contains(words), "{words}: {pages}");
    }
}

#[test]
fn a_slip_of_the_pen_is_refused() {
    assert!(price_of_items(u32::MAX, u32::MAX, date("2026-03-02")).is_err());
    assert_eq!(price_of_items(5, 0, date("2026-03-02")).unwrap().amount_yuan, 0);
}

#[test]
fn every_tariff_begins_with_the_first_unit() {
    let tariffs = PARAMS.item_tariff.versions().iter().chain(PARAMS.page_tariff.versions());
    assert!(tariffs.into_iter().all(|it| it.value.is_sound()));
}

#[test]
fn example_15_of_the_clock_pays_by_17_october() {
    let found = pay_by(date("2024-09-13"), Calendar::shipped()).unwrap();
    assert_eq!(found.due_on, date("2024-10-17"));
}

proptest! {
    #[test]
    fn items_cost_the_same_in_one_letter_or_in_several(first in 0_u32..300, more in 0_u32..300) {
        let on = date("2026-03-02");
        let yuan = |already, new| price_of_items(already, new, on).unwrap().amount_yuan;
        prop_assert_eq!(yuan(0, first) + yuan(first, more), yuan(0, first + more));
    }
}

proptest! {
    #[test]
    fn the_bands_that_are_told_are_the_bands_that_are_priced(unit in 1_u32..400) {
        let on = date("2026-03-02");
        for standard in [Standard::ByItem, Standard::ByPage] {
            let (bands, authority) = bands_on(standard, on).unwrap().unwrap();
            let within = |it: &&TariffBand| {
                it.first <= unit && it.last.is_none_or(|last| unit <= last)
            };
            let found: Vec<_> = bands.iter().filter(within).collect();
            prop_assert_eq!(found.len(), 1);
            let rises = found[0].then.map_or(0, |then| {
                u64::from((unit - found[0].first) / then.every) * then.more_yuan
            });
            let priced = match standard {
                Standard::ByItem => price_of_items(unit - 1, 1, on).unwrap(),
                Standard::ByPage => {
                    let all = price_of_pages(unit, on).unwrap();
                    prop_assert_eq!(all.bands.last().unwrap().yuan_each, found[0].yuan_each + rises);
                    continue;
                }
            };
            prop_assert_eq!(priced.amount_yuan, found[0].yuan_each + rises);
            prop_assert_eq!(&priced.authority, &authority);
        }
    }
}

#[test]
fn no_bands_are_told_before_there_was_a_standard() {
    assert_eq!(bands_on(Standard::ByItem, date("2020-12-31")).unwrap(), None);
    assert!(bands_on(Standard::ByItem, date("2021-01-01")).unwrap().is_some());
}
