use super::*;

#[track_caller]
fn check(label: &str, row: RequestRow, sureness: Sureness) {
    let named = request_row(label).expect(label);
    assert_eq!((named.candidates, named.sureness), (vec![row], sureness), "{label}");
}

#[test]
fn spellings_of_one_label_name_one_row() {
    use Sureness::*;
    check("一、本年新收政府信息公开申请数量", RequestRow::New, Official);
    check("3.危及“三安全一稳定”", RequestRow::DeniedSafety, Official);
    check("3．危及三安全一稳定", RequestRow::DeniedSafety, Official);
    check("（三）1.属于国家秘密", RequestRow::DeniedSecret, Official);
    check("(三)不予公开1.属于国家秘密", RequestRow::DeniedSecret, Inside);
    check("2.其他法律行政止公开", RequestRow::DeniedLaw, Misprint);
    check("5.属于三类内容事务信息", RequestRow::DeniedInternal, Misprint);
    check("申请人无正当理由逾期不补正", RequestRow::OtherNoCorrection, Known);
    check("缴纳费用、行政机关不再处理其政", RequestRow::OtherNoPayment, Piece);
    check("理1.信访举", RequestRow::RefusedPetition, Piece);
    check("（五）不予处理1.信访举", RequestRow::RefusedPetition, Piece);
    check("（二）部分公开（区分处理的，只计这一情况，不计其他情形）", RequestRow::Partial, Inside);
}

#[test]
fn other_is_told_by_its_number() {
    check("3.其他", RequestRow::OtherOther, Sureness::Official);
    check("（六）其他", RequestRow::OtherTotal, Sureness::Official);
    check("（六）其他处理", RequestRow::OtherTotal, Sureness::Official);
}

#[test]
fn a_piece_of_two_labels_names_both() {
    let named = request_row("行政机关不再处理其政府信息公").expect("a piece");
    assert_eq!(named.candidates, [RequestRow::OtherNoCorrection, RequestRow::OtherNoPayment]);
}

#[test]
fn half_a_group_label_names_no_row() {
    for half in ["他处理", "（六）其", "（三）不", "予公开", "法提供", "予处理", "办理结果"]
    {
        assert_eq!(request_row(half), None, "{half}");
    }
}

#[test]
fn narrative_names_nothing() {
    assert_eq!(request_row("全年主动公开政府信息三百件"), None);
}

#[test]
fn a_torn_label_is_a_part_of_its_row() {
    assert!(is_part_of(
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政",
        RequestRow::OtherNoCorrection
    ));
    assert!(is_part_of("（五）不予处理1.信访举", RequestRow::RefusedPetition));
    assert!(!is_part_of("5.属于三类内容事务信息", RequestRow::DeniedInternal));
}
