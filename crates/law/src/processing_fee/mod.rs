//! The processing fee (信息处理费): what it comes to by item and by page, which of the two may be chosen, and
//! until when it must be paid. Amounts are whole yuan. Charging is never compulsory.

mod tariff;

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::deadline::{Deadline, StartedBy, in_working_days};
use crate::lang::Lang;
use crate::parameter::{
    Authority, NotInForce, Parameter, ParameterSummary, Remark, Version, shipped,
};
use crate::reply_clock;
use crate::working::{Step, StepKind, Working};
use tariff::Tariff;

pub use tariff::{PricedBand, Rise, TariffBand};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    item_tariff: Parameter<Tariff>,
    page_tariff: Parameter<Tariff>,
    pay_working_days: Parameter<u32>,
    items_are_counted_by_month_of_receipt: Parameter<bool>,
    items_are_counted_by_one_agency: Parameter<bool>,
    withdrawn_items_are_counted: Parameter<bool>,
    page_is_one_side_of_a4: Parameter<bool>,
    electronic_data_count_by_print_layout: Parameter<bool>,
    public_information_is_not_charged_by_page: Parameter<bool>,
}

impl Params {
    /// Returns how items or pages are counted.
    fn counting(&self, standard: Standard) -> [&Parameter<bool>; 3] {
        match standard {
            Standard::ByItem => [
                &self.items_are_counted_by_month_of_receipt,
                &self.items_are_counted_by_one_agency,
                &self.withdrawn_items_are_counted,
            ],
            Standard::ByPage => [
                &self.page_is_one_side_of_a4,
                &self.electronic_data_count_by_print_layout,
                &self.public_information_is_not_charged_by_page,
            ],
        }
    }
}

static PARAMS: LazyLock<Params> = LazyLock::new(|| shipped(include_str!("params.toml")));

/// The largest number of items or pages that is priced; more is taken for a slip of the pen.
pub const LARGEST_COUNT: u32 = 1_000_000;

/// The two standards of charging; one request is charged by one of them or not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standard {
    /// By item (按件计收): items of one applicant in one calendar month.
    ByItem,
    /// By volume (按量计收): pages of one request.
    ByPage,
}

impl Standard {
    /// Names one unit that is charged, in Chinese and English.
    fn unit(self) -> (&'static str, &'static str) {
        match self {
            Self::ByItem => ("件", "item"),
            Self::ByPage => ("页", "page"),
        }
    }
}

/// How a request was decided, as far as the choice of standard depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provision {
    /// Copies on paper, by e-mail, electronic copies and the like.
    Copies,
    /// Nothing is handed over: refused, not held, not processed, or already public.
    Nothing,
}

/// An amount with its working.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fee {
    /// The standard used.
    pub standard: Standard,
    /// The amount in whole yuan.
    pub amount_yuan: u64,
    /// The bands the amount is made of.
    pub bands: Vec<PricedBand>,
    /// The tariff's ground.
    pub authority: Authority,
    /// The bands and the sum as sentences.
    pub working: Working,
}

/// Why a fee could not be computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FeeError {
    /// A number far beyond any request.
    #[error("{count} items or pages cannot be right; give a number up to {LARGEST_COUNT}")]
    TooMany {
        /// The number given.
        count: u64,
    },
    /// The Regulation of 2019 did not apply yet.
    #[error(transparent)]
    NotInForce(#[from] NotInForce),
}

impl FeeError {
    /// Says what is wrong and what to do about it.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::NotInForce(error), _) => error.message(lang),
            (Self::TooMany { .. }, Lang::En) => self.to_string(),
            (Self::TooMany { count }, Lang::Zh) => {
                format!("{count}件（页）不合常理；请填写{LARGEST_COUNT}以内的数")
            }
        }
    }
}

/// Returns the price of `new` items of an applicant who asked for `already` items earlier in the same month.
///
/// The marginal items are priced, so that a later withdrawal does not change a notice already issued. The month
/// is that of the day of receipt (our convention).
///
/// # Authority
///
/// 《政府信息公开信息处理费管理办法》按件计收：同一申请人一个自然月内累计10件以下（含10件）不收费，11—30件（含30件）的部分100元/件，
/// 31件以上的部分以10件为一档，每增加一档，收费标准提高100元/件。
///
/// # Errors
///
/// [`FeeError`] for a number beyond [`LARGEST_COUNT`] or a day before 2019-05-15.
///
/// # Examples
///
/// ```
/// let on = "2026-03-02".parse()?;
/// let twelfth = law::processing_fee::price_of_items(11, 1, on)?;
/// assert_eq!(twelfth.amount_yuan, 100);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn price_of_items(already: u32, new: u32, on: NaiveDate) -> Result<Fee, FeeError> {
    let tariff = PARAMS.item_tariff.in_force_on(on)?;
    price(Standard::ByItem, tariff, already, new, on)
}

/// Returns the price of the pages of one request; pages of several requests are not added together.
///
/// A page is one side of A4 or smaller.
///
/// # Authority
///
/// 《政府信息公开信息处理费管理办法》按量计收：30页以下（含30页）不收费，31—100页（含100页）的部分10元/页，
/// 101—200页（含200页）的部分20元/页，201页以上的部分40元/页。
///
/// # Errors
///
/// [`FeeError`] for a number beyond [`LARGEST_COUNT`] or a day before 2019-05-15.
pub fn price_of_pages(pages: u32, on: NaiveDate) -> Result<Fee, FeeError> {
    let tariff = PARAMS.page_tariff.in_force_on(on)?;
    price(Standard::ByPage, tariff, 0, pages, on)
}

/// Returns the standards between which the agency may choose for one request, never both together.
///
/// # Authority
///
/// 《政府信息公开信息处理费管理办法》第三条（同一申请只能选择一种标准）、第五条（按件适用于所有处理决定类型；按量适用于要求以提供纸质件、
/// 发送电子邮件、复制电子数据等方式获取政府信息的情形）。
pub fn standards_for(provision: Provision) -> &'static [Standard] {
    match provision {
        Provision::Copies => &[Standard::ByItem, Standard::ByPage],
        Provision::Nothing => &[Standard::ByItem],
    }
}

/// Returns the last day for paying, from the applicant's receipt of the fee notice.
///
/// # Authority
///
/// 《政府信息公开信息处理费管理办法》：「申请人应当在收到收费通知次日起20个工作日内缴纳费用」；逾期未缴的视为放弃申请。
///
/// # Errors
///
/// [`NotInForce`] before 2021-01-01.
pub fn pay_by(notice_received_on: NaiveDate, calendar: &Calendar) -> Result<Deadline, NotInForce> {
    let period = PARAMS.pay_working_days.in_force_on(notice_received_on)?;
    let started_by = StartedBy { zh: "收到收费通知", en: "fee notice received" };
    Ok(in_working_days(calendar, notice_received_on, started_by, period))
}

/// Returns the working days within which a fee must be paid, as a text tells them.
///
/// # Errors
///
/// [`NotInForce`] before 2021-01-01.
pub fn pay_period(on: NaiveDate) -> Result<&'static Version<u32>, NotInForce> {
    PARAMS.pay_working_days.in_force_on(on)
}

/// Returns the bands of a standard with its ground, as a table tells them; nothing while nothing may be charged.
///
/// # Errors
///
/// [`NotInForce`] before 2019-05-15.
pub fn bands_on(
    standard: Standard,
    on: NaiveDate,
) -> Result<Option<(Vec<TariffBand>, Authority)>, NotInForce> {
    let tariff = match standard {
        Standard::ByItem => PARAMS.item_tariff.in_force_on(on)?,
        Standard::ByPage => PARAMS.page_tariff.in_force_on(on)?,
    };
    let charged = !tariff.value.is_free();
    Ok(charged.then(|| (tariff.value.bands(), tariff.authority())))
}

/// Lists the figures of this rule.
pub fn parameters() -> Vec<ParameterSummary> {
    let rule = "processing_fee";
    let [month, agency, withdrawn] = PARAMS.counting(Standard::ByItem);
    let [page, electronic, public] = PARAMS.counting(Standard::ByPage);
    vec![
        PARAMS.item_tariff.summary(rule, "item_tariff"),
        PARAMS.page_tariff.summary(rule, "page_tariff"),
        PARAMS.pay_working_days.summary(rule, "pay_working_days"),
        month.summary(rule, "items_are_counted_by_month_of_receipt"),
        agency.summary(rule, "items_are_counted_by_one_agency"),
        withdrawn.summary(rule, "withdrawn_items_are_counted"),
        page.summary(rule, "page_is_one_side_of_a4"),
        electronic.summary(rule, "electronic_data_count_by_print_layout"),
        public.summary(rule, "public_information_is_not_charged_by_page"),
    ]
}

fn price(
    standard: Standard,
    tariff: &Version<Tariff>,
    already: u32,
    new: u32,
    on: NaiveDate,
) -> Result<Fee, FeeError> {
    let (unit_zh, unit_en) = standard.unit();
    let count = u64::from(already) + u64::from(new);
    if count > u64::from(LARGEST_COUNT) {
        return Err(FeeError::TooMany { count });
    }
    let bands = tariff.value.price(already, new);
    let amount_yuan = bands.iter().map(|band| band.yuan).sum();
    let authority = tariff.authority();
    let mut working = Working::default();
    if already > 0 {
        let zh = format!("本月此前已有{already}{unit_zh}，本次从第{}{unit_zh}起计", already + 1);
        let en = format!(
            "{already} {unit_en}s earlier this month; counting from {unit_en} {}",
            already + 1
        );
        working.push(Step::new(StepKind::Start, zh, en));
    }
    working.extend(bands.iter().map(|band| band.step(unit_zh, unit_en)));
    let (zh, en) = (format!("合计{amount_yuan}元"), format!("total {amount_yuan} yuan"));
    working.push(Step::new(StepKind::Total, zh, en).citing(&authority.cite));
    if tariff.value.is_free() {
        working.push(no_standard_step(on));
    } else if new == 0 {
        let zh = format!("本次没有须计费的{unit_zh}数，不收费");
        let en = format!("there are no {unit_en}s this time, nothing is charged");
        working.push(Step::new(StepKind::Note, zh, en));
    }
    working.extend(authority.remark.as_ref().map(Remark::step));
    working.extend(counting_steps(standard, on));
    working.extend(restart_step(on));
    Ok(Fee { standard, amount_yuan, bands, authority, working })
}

/// Says that nothing could be charged on a day, because no standard was in force.
fn no_standard_step(on: NaiveDate) -> Step {
    let zh = format!("{}尚无施行中的信息处理费收费标准，不能收费", Lang::Zh.date(on));
    let en = format!(
        "no standard of the processing fee was in force on {}, nothing can be charged",
        Lang::En.date(on)
    );
    Step::new(StepKind::Note, zh, en).on(on)
}

/// Says how items or pages are counted, as far as that is remembered only or our own reading.
fn counting_steps(standard: Standard, on: NaiveDate) -> impl Iterator<Item = Step> {
    let rules = PARAMS.counting(standard).into_iter();
    let in_force = rules.filter_map(move |rule| rule.in_force_on(on).ok());
    in_force.filter_map(|rule| rule.remark.as_ref()).map(Remark::step)
}

/// Says what paying does to the reply period.
fn restart_step(on: NaiveDate) -> Option<Step> {
    let authority = reply_clock::restart_on_payment(on).ok()?;
    let (zh, en) = (
        "申请人缴费后，答复期限重新起算",
        "once the applicant pays, the reply period starts again",
    );
    Some(Step::new(StepKind::Note, zh, en).resting_on(&authority))
}

#[cfg(test)]
mod tests;
