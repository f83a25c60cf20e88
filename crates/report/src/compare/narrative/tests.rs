use super::*;
use HunkKind::{Added, Removed, Same};
use proptest::prelude::*;

fn compare(old: &[&str], new: &[&str]) -> Vec<Vec<(HunkKind, String)>> {
    let found = |side: &[&str]| -> Vec<Found<String>> {
        let place = Place::default();
        side.iter().map(|text| Found { value: (*text).to_owned(), place }).collect()
    };
    let (old, new) = (found(old), found(new));
    let (old, new): (Vec<_>, Vec<_>) = (old.iter().collect(), new.iter().collect());
    changes(&old, &new)
        .into_iter()
        .map(|it| it.hunks.into_iter().map(|hunk| (hunk.kind, hunk.text)).collect())
        .collect()
}

fn hunks(pieces: &[(HunkKind, &str)]) -> Vec<(HunkKind, String)> {
    pieces.iter().map(|(kind, text)| (*kind, (*text).to_owned())).collect()
}

#[test]
fn a_changed_number_is_one_word() {
    let told = compare(&["一、收到申请12件。全部答复。"], &["一、收到申请15件。全部答复。"]);
    let expected =
        [(Same, "一、收到申请"), (Removed, "12"), (Added, "15"), (Same, "件。全部答复。")];
    assert_eq!(told, [hunks(&expected)]);
}

#[test]
fn white_space_and_paragraph_ends_are_no_difference() {
    let told = compare(
        &["（一）主动公开", "我局 发布OGI 信息12 条。"],
        &["（一）主动公开我局发布", "OGI信息 12条。"],
    );
    assert_eq!(told, Vec::<Vec<_>>::new());
}

#[test]
fn only_paragraphs_that_differ_are_told() {
    let told = compare(
        &["甲段不变。", "乙段删去。", "丙段不变。"],
        &["甲段不变。", "丙段不变。", "丁段新增。"],
    );
    assert_eq!(told, [hunks(&[(Removed, "乙段删去。")]), hunks(&[(Added, "丁段新增。")])]);
}

#[test]
fn a_rewritten_sentence_is_not_cut_to_pieces() {
    let told = compare(&["信息更新的时效性有待提高。"], &["部分学校没有公示收费标准。"]);
    let expected = [(Removed, "信息更新的时效性有待提高。"), (Added, "部分学校没有公示收费标准。")];
    assert_eq!(told, [hunks(&expected)]);
}

fn text() -> impl Strategy<Value = Vec<String>> {
    let piece = prop::sample::select(vec![
        "收到申请",
        "12件",
        "。",
        " ",
        "公开",
        "不及时",
        "OGI ",
        "；",
        "3.5%",
        "的",
    ]);
    let paragraph = proptest::collection::vec(piece, 0..15).prop_map(|it| it.concat());
    proptest::collection::vec(paragraph, 0..6)
}

fn joined<'a>(words: impl Iterator<Item = &'a Word>) -> String {
    words.map(|word| word.key.as_str()).collect()
}

proptest! {
    #[test]
    fn either_text_can_be_told_from_the_steps(old in text(), new in text()) {
        let place = Place::default();
        let found = |side: &[String]| -> Vec<Found<String>> {
            side.iter().map(|text| Found { value: text.clone(), place }).collect()
        };
        let (left, right) = (found(&old), found(&new));
        let (left, right): (Vec<_>, Vec<_>) = (left.iter().collect(), right.iter().collect());
        let (old, new) = (words(&left), words(&right));
        let steps = steps(&old, &new);
        let before = steps.iter().filter_map(|step| match step {
            Step::Same(word, _) | Step::Removed(word) => Some(*word),
            Step::Added(_) => None,
        });
        prop_assert_eq!(joined(before), joined(old.iter()));
        let after = steps.iter().filter_map(|step| match step {
            Step::Same(_, word) | Step::Added(word) => Some(*word),
            Step::Removed(_) => None,
        });
        prop_assert_eq!(joined(after), joined(new.iter()));
        let same = joined(old.iter()) == joined(new.iter());
        prop_assert_eq!(changes(&left, &right).is_empty(), same);
    }
}
