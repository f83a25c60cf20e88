//! What must hold of the tree, whatever its nodes say.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::*;
use crate::organisation::{Change, Fact, Names, Organisation, RunBy, SchoolStage};

/// 第二十条 has fifteen items.
const ITEMS: std::ops::RangeInclusive<u8> = 1..=15;

#[test]
fn every_item_has_a_node_in_a_city_and_in_a_county() {
    for level in [Level::City, Level::County] {
        let found: BTreeSet<u8> = by_item(level).into_keys().collect();
        assert_eq!(found, ITEMS.collect(), "{level:?}");
    }
}

#[test]
fn an_article_that_names_an_item_is_of_a_node_that_carries_it_out() {
    let numbers = "一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五";
    for node in nodes() {
        for (item, number) in ITEMS.zip(numbers.split(' ')) {
            let cited =
                node.cite.contains("第二十条第") && node.cite.contains(&format!("（{number}）项"));
            assert_eq!(cited, node.items.contains(&item), "{}: {item}", node.code);
        }
        assert!(node.cite.starts_with('《'), "{}", node.code);
    }
}

#[test]
fn codes_are_there_once_and_can_stand_in_an_address() {
    let codes: BTreeSet<_> = nodes().iter().map(|it| it.code.as_str()).collect();
    assert_eq!(codes.len(), nodes().len());
    let fits = |it: u8| it.is_ascii_lowercase() || it == b'-';
    assert!(codes.iter().all(|it| !it.is_empty() && it.bytes().all(fits)), "{codes:?}");
}

#[test]
fn every_node_lies_under_one_that_comes_before_it_and_is_of_its_levels() {
    for (n, node) in nodes().iter().enumerate() {
        let Some(parent) = &node.parent else { continue };
        let above = nodes()[..n].iter().find(|it| it.code == *parent).unwrap();
        assert!(node.levels.iter().all(|it| above.levels.contains(it)), "{}", node.code);
        assert_eq!(node.above().last().map(|it| &it.code), Some(parent));
    }
    assert_eq!(node("leaders").unwrap().above().len(), 1);
    assert!(node("no-such").is_none());
}

#[test]
fn nothing_is_lost_between_the_tops_and_what_lies_under_them() {
    for level in Level::ALL {
        let walked: usize =
            under(level, None).map(|it| 1 + under(level, Some(&it.code)).count()).sum();
        assert_eq!(walked, nodes_of(level).count(), "{level:?}");
    }
}

#[test]
fn a_school_has_the_eleven_classes_and_a_shorter_tree() {
    assert_eq!(nodes_of(Level::School).count(), 11);
    assert!(nodes_of(Level::City).count() > 30);
    assert!(nodes_of(Level::School).all(|it| it.cite.contains("第五十五条")));
}

#[test]
fn every_node_has_its_words_and_its_time_in_both_languages() {
    let day = "2026-03-02".parse().unwrap();
    for node in nodes() {
        for lang in [Lang::Zh, Lang::En] {
            let (limit, authority) = node.limit_on(day, lang).unwrap();
            assert!(!limit.is_empty() && authority.cite.starts_with('《'), "{}", node.code);
            assert!(!node.title.text(lang).is_empty() && !node.cycle.label(lang).is_empty());
        }
        let (zh, en) = (&node.title.zh, &node.title.en);
        assert!(!zh.is_ascii() && en.is_ascii(), "{zh} {en}");
        assert!(!node.levels.is_empty(), "{}", node.code);
    }
    let (limit, authority) = node("statistics").unwrap().limit_on(day, Lang::Zh).unwrap();
    assert_eq!(limit, "自信息形成或者变更之日起20个工作日内");
    assert!(authority.cite.ends_with("第二十六条"));
}

#[test]
fn the_level_follows_from_what_stands_above() {
    let id = |n| OrganisationId(Uuid::from_u128(n));
    let found = |n, of, parent: Option<u128>| {
        let change = Change::Founded {
            names: Names::of("演示"),
            of,
            administrative_parent: parent.map(id),
            ogi_authority: None,
            predecessors: Vec::new(),
        };
        let on = "2019-05-15".parse().unwrap();
        Organisation::found(id(n), &format!("org-{n}"), Fact { on, basis: String::new(), change })
            .unwrap()
    };
    let school = Kind::School { stage: SchoolStage::Primary, run_by: RunBy::Public };
    let all = [
        found(1, Kind::Government, None),
        found(2, Kind::Department, Some(1)),
        found(3, Kind::Section, Some(2)),
        found(4, Kind::Government, Some(1)),
        found(5, Kind::Department, Some(4)),
        found(6, school, Some(5)),
        found(7, Kind::PublicInstitution, Some(2)),
    ];
    let tree = Tree::on("2026-03-02".parse().unwrap(), &all);
    let levels = [1, 2, 3, 4, 5, 6, 7, 8].map(|n| level_of(id(n), &tree));
    let (city, county) = (Some(Level::City), Some(Level::County));
    assert_eq!(levels, [city, city, None, county, county, Some(Level::School), city, None]);
}
