//! What a guide says of periods and fees: every figure from `law`, with the article it comes with.

use chrono::NaiveDate;
use law::parameter::Version;
use law::processing_fee::{Standard, TariffBand, bands_on, pay_period};
use law::remedies::remedy_periods;
use law::reply_clock::{
    consultation_pauses, longest_extension, reply_period, restart_on_clarification,
};
use law::{Authority, Lang, NotInForce};

use super::content::{Block, Statement, Table};
use super::render::article;

fn of<T>(version: &Version<T>) -> Authority {
    version.authority()
}

/// 补正 (第三十条)
pub(super) fn clarification(on: NaiveDate, lang: Lang) -> Result<Statement, NotInForce> {
    let ask = law::clarification::ask_period(on)?;
    let days = ask.value;
    let text = lang.pick(
        format!("申请内容不明确的，本机关自收到申请之日起{days}个工作日内一次性告知申请人补正，说明需要补正的事项和合理的补正期限。答复期限自收到补正的申请之日起计算。申请人无正当理由逾期不补正的，视为放弃申请。"),
        format!("Where a request is not clear, we ask for clarification once, within {days} working days of receiving it, and say what is needed and until when. The reply period then counts from the day we receive the clarification. Without it, and without good reason, the request counts as abandoned."),
    );
    Ok(Statement::new(text, [of(ask), restart_on_clarification(on)?]))
}

/// 答复期限 (第三十三条)
pub(super) fn reply(on: NaiveDate, lang: Lang) -> Result<Vec<Statement>, NotInForce> {
    let (period, extension) = (reply_period(on)?, longest_extension(on)?);
    let (days, more) = (period.value, extension.value);
    let answered = lang.pick(
        format!("能够当场答复的，当场予以答复；不能当场答复的，自收到申请之日起{days}个工作日内予以答复。"),
        format!("We answer at once where we can, otherwise within {days} working days of receiving the request."),
    );
    let extended = lang.pick(
        format!("需要延长答复期限的，经政府信息公开工作机构负责人同意并告知申请人，延长的期限最长不超过{more}个工作日。"),
        format!("Where more time is needed, the head of the disclosure office agrees and we tell you; the period is extended by at most {more} working days."),
    );
    let paused = lang.pick(
        "征求第三方和其他机关意见所需时间不计算在答复期限内。",
        "The time needed for hearing third parties and other agencies does not count.",
    );
    Ok(vec![
        Statement::new(answered, [of(period)]),
        Statement::new(extended, [of(extension)]),
        Statement::new(paused.to_owned(), [consultation_pauses(on)?]),
    ])
}

/// 收费 (第四十二条)
pub(super) fn fees(on: NaiveDate, lang: Lang) -> Result<Vec<Block>, NotInForce> {
    let free = lang.pick(
        "提供政府信息，不收取费用。申请人申请公开政府信息的数量、频次明显超过合理范围的，可以收取信息处理费。",
        "Information is provided free of charge. Where somebody asks for clearly more, or clearly more often, than is reasonable, a processing fee may be charged.",
    );
    let mut blocks =
        vec![Block::Paragraph(Statement::new(free.to_owned(), [article("第四十二条")]))];
    for standard in [Standard::ByItem, Standard::ByPage] {
        if let Some((bands, authority)) = bands_on(standard, on)? {
            blocks.push(Block::Table(tariff(standard, &bands, authority, lang)));
        }
    }
    if let (Ok(period), true) = (pay_period(on), blocks.len() > 1) {
        let days = period.value;
        let text = lang.pick(
            format!("收取信息处理费的，本机关书面告知金额、缴费方式和期限。同一申请只按一种标准计收。申请人自收到收费通知次日起{days}个工作日内缴纳；逾期未缴纳的，视为放弃申请。"),
            format!("Where a fee is charged, we tell you the amount, how to pay and until when. One request is charged by one standard only. It is paid within {days} working days from the day after the notice arrives; without payment the request counts as abandoned."),
        );
        blocks.push(Block::Paragraph(Statement::new(text, [of(period)])));
    }
    Ok(blocks)
}

fn tariff(standard: Standard, bands: &[TariffBand], authority: Authority, lang: Lang) -> Table {
    let (caption, unit) = match standard {
        Standard::ByItem => (
            lang.pick(
                "按件计收（同一申请人一个自然月内累计）",
                "By item (of one applicant in one calendar month)",
            ),
            lang.pick("件", "items"),
        ),
        Standard::ByPage => (
            lang.pick("按量计收（同一申请提供的页数）", "By page (of one request)"),
            lang.pick("页", "pages"),
        ),
    };
    let head = [
        lang.pick(format!("数量（{unit}）"), format!("Number of {unit}")),
        lang.pick(format!("标准（元/{unit}）"), "Yuan for each".to_owned()),
    ];
    let rows = bands.iter().map(|it| vec![range(it, lang), price(it, lang)]).collect();
    let caption = caption.to_owned();
    Table { caption, head: head.into(), rows, authorities: vec![authority] }
}

fn range(band: &TariffBand, lang: Lang) -> String {
    let TariffBand { first, last, .. } = *band;
    match last {
        Some(last) => format!("{first}—{last}"),
        None => lang.pick(format!("{first}以上"), format!("{first} and more")),
    }
}

fn price(band: &TariffBand, lang: Lang) -> String {
    let yuan = band.yuan_each;
    match (yuan, band.then) {
        (0, _) => lang.pick("不收费", "free").to_owned(),
        (_, None) => yuan.to_string(),
        (_, Some(then)) => {
            let (every, more) = (then.every, then.more_yuan);
            lang.pick(
                format!("{yuan}，以{every}为一档，每增加一档提高{more}"),
                format!("{yuan}, and {more} more for every further {every}"),
            )
        }
    }
}

/// 救济: reconsideration and suit, by the laws on both.
pub(super) fn remedies(on: NaiveDate, lang: Lang) -> Result<Vec<Statement>, NotInForce> {
    let periods = remedy_periods(on)?;
    let (days, months) = (periods.reconsideration_days.value, periods.litigation_months.value);
    let after = periods.after_reconsideration_days.value;
    let forum = periods.forum.label(lang);
    let choose = lang.pick(
        format!("认为本机关在政府信息公开工作中侵犯其合法权益的，可以自知道该行为之日起{days}日内向{forum}申请行政复议，也可以自知道或者应当知道该行为之日起{months}个月内向人民法院提起行政诉讼。"),
        format!("Whoever holds that we have infringed their rights may apply to {forum} for reconsideration within {days} days of learning of it, or sue in the people's court within {months} months."),
    );
    let grounds =
        [article("第五十一条"), of(periods.reconsideration_days), of(periods.litigation_months)];
    let mut statements = vec![Statement::new(choose, grounds)];
    if periods.withheld_first.value {
        let first = lang.pick(
            format!("对不予公开政府信息的答复不服的，应当先申请行政复议；对复议决定不服的，自收到复议决定书之日起{after}日内向人民法院提起行政诉讼。"),
            format!("Against a reply that withholds information, reconsideration comes first; a suit follows within {after} days of receiving the reconsideration decision."),
        );
        let grounds = [of(periods.withheld_first), of(periods.after_reconsideration_days)];
        statements.push(Statement::new(first, grounds));
    }
    Ok(statements)
}
