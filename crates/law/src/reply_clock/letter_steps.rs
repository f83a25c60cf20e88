//! Consultation letters as sentences: who was asked, until when the time does not count, and what is still open.

use super::parts::Letter;
use super::pauses::{LetterPause, PauseEnd};
use crate::consultation::Consulted;
use crate::lang::Lang;
use crate::parameter::{Remark, Version};
use crate::working::{Step, StepKind};

const TAKES_ALL_ITS_TIME: Remark = Remark::new(
    "本系统约定：尚未答复的，按其用满期限计",
    "our convention: who has not answered yet is taken to use the whole period",
);
const COUNTED_TO_TODAY: Remark = Remark::new(
    "本系统约定：没有期限的，暂计至当日",
    "our convention: where no limit runs, the pause is counted up to the present day",
);

/// Tells one letter; `in_time` says whether it went out while the period was running.
pub(super) fn letter_step(
    letter: &Letter,
    pause: &LetterPause,
    in_time: bool,
    rule: &Version<Vec<Consulted>>,
) -> Step {
    let tell = |lang: Lang| {
        let (on, who) = (lang.date(letter.issued_on), letter.name(lang));
        let (received, end) = (received(letter, lang), ending(pause, lang));
        let effect = effect(pause, in_time, lang);
        lang.pick(
            format!("{on}向{who}发出征求意见书，{received}，{end}；{effect}"),
            format!("{on} consultation letter to the {who}, {received}, {end}; {effect}"),
        )
    };
    let step = Step::new(StepKind::Note, tell(Lang::Zh), tell(Lang::En));
    let step = step.over(letter.issued_on, pause.pause.until.max(letter.issued_on));
    step.resting_on(&rule.authority())
}

fn received(letter: &Letter, lang: Lang) -> String {
    match letter.received_on {
        None => lang.pick("收到日未记录", "receipt not recorded").to_owned(),
        Some(day) => {
            lang.pick(format!("{}收到", lang.date(day)), format!("received {}", lang.date(day)))
        }
    }
}

fn ending(pause: &LetterPause, lang: Lang) -> String {
    let until = lang.date(pause.pause.until);
    match pause.end {
        PauseEnd::Answered => {
            lang.pick(format!("{until}收到意见"), format!("opinion arrived {until}"))
        }
        PauseEnd::AnsweredLate(on) => lang.pick(
            format!("期限{until}届满，{}才收到意见", lang.date(on)),
            format!("no opinion by the last day {until}, it arrived {}", lang.date(on)),
        ),
        PauseEnd::Silent => lang.pick(
            format!("期限{until}届满未提出意见"),
            format!("no opinion by the last day {until}"),
        ),
        PauseEnd::Open => lang.pick(
            format!("尚未答复，其期限{until}届满"),
            format!("not answered yet, its period ends {until}"),
        ),
        PauseEnd::OpenUnreceived => lang.pick(
            format!("尚未答复；其期限自收到之日起算，最早{until}届满"),
            format!("not answered yet; its period begins with the receipt and ends {until} at the earliest"),
        ),
        PauseEnd::OpenUnlimited => lang.pick(
            format!("尚未答复；没有法定的答复期限，暂计至{until}"),
            format!("not answered yet; the law sets no period, counted up to {until} for the time being"),
        ),
    }
}

fn effect(pause: &LetterPause, in_time: bool, lang: Lang) -> &'static str {
    match (pause.counts, in_time) {
        (false, _) => lang.pick(
            "收到申请时的规定不扣除该项时间，照常计入答复期限",
            "the law in force when the request was received leaves out no such time, the days count",
        ),
        (true, true) => lang.pick(
            "发出次日起至该日不计入答复期限",
            "the days after the letter up to that day do not count",
        ),
        (true, false) => lang.pick(
            "发出时答复期限已经届满或者当日届满，届满日不因此改变",
            "the period was over or ended on that day, so its last day does not move",
        ),
    }
}

/// Says how the due date may still move because consultations are open; nothing if none is.
pub(super) fn open_step(open: impl Iterator<Item = PauseEnd>) -> Option<Step> {
    let ends: Vec<PauseEnd> = open.collect();
    let has = |end: PauseEnd| ends.contains(&end);
    let unlimited = has(PauseEnd::OpenUnlimited);
    let (zh, en, remark) = match (unlimited, has(PauseEnd::OpenUnreceived), has(PauseEnd::Open)) {
        (false, false, false) => return None,
        (false, false, true) => (
            "征求意见尚未结束：收到意见早于上述日期的，期限相应提前",
            "a consultation is still open: an earlier opinion brings the date forward",
            TAKES_ALL_ITS_TIME,
        ),
        (false, true, _) => (
            "征求意见尚未结束，对方收到征求意见书之日未记录：上述日期按最早可能的收到日计，请补记收到日；在此之前逐日推后，提前收到意见的相应提前",
            "a consultation is still open and its receipt is not recorded: the date assumes the earliest possible receipt, so record it; until then the date moves later day by day, and an early opinion brings it forward",
            TAKES_ALL_ITS_TIME,
        ),
        (true, false, false) => (
            "征求意见尚未结束，没有法定的答复期限：上述日期是最早的届满日，在收到意见之前只会逐日推后",
            "a consultation without a period is still open: the date is the earliest possible one and only moves later until the opinion arrives",
            COUNTED_TO_TODAY,
        ),
        (true, _, _) => (
            "数件征求意见尚未结束，其中有的没有法定的答复期限：上述日期既可能推后，也可能因提前收到意见而提前",
            "several consultations are open, one of them without a period: the date may move later, or forward with early opinions",
            COUNTED_TO_TODAY,
        ),
    };
    Some(Step::new(StepKind::Note, zh, en).remarked(Some(remark)))
}
