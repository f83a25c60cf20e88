//! What a refused clock says to a person: what is wrong, what to do, which article.

use super::{ReplyClockError, event_label};
use crate::lang::Lang;

impl ReplyClockError {
    /// Says what is wrong and what to do about it.
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.to_string(),
            Lang::Zh => self.chinese(),
        }
    }

    fn chinese(&self) -> String {
        let date = |day: &chrono::NaiveDate| Lang::Zh.date(*day);
        let label = |event: &'static str| event_label(event, Lang::Zh);
        match self {
            Self::NeverReceived { event } => {
                format!(
                    "已记录“{}”，但没有收到申请之日；请先记录收到申请之日（第三十一条）",
                    label(event)
                )
            }
            Self::ReceivedTwice { first, second } => format!(
                "收到申请之日记录了两次：{}和{}；请只保留一个（第三十一条）",
                date(first),
                date(second)
            ),
            Self::BeforeReceipt { event, on, received_on } => {
                format!(
                    "“{}”（{}）早于收到申请之日{}；请核对日期",
                    label(event),
                    date(on),
                    date(received_on)
                )
            }
            Self::AfterClose { event, on, closed_on } => {
                format!(
                    "“{}”（{}）晚于结案之日{}；请核对日期",
                    label(event),
                    date(on),
                    date(closed_on)
                )
            }
            Self::RedoWithoutClose { on } => {
                format!("{}被责令重新答复，但此前没有答复或者结案的记录；请补记", date(on))
            }
            Self::ExtensionTooLong { asked, allowed } => format!(
                "延长答复期限最长不得超过{allowed}个工作日，输入的是{asked}个；请改为{allowed}个以内（第三十三条第二款）"
            ),
            Self::ExtensionOfNothing => {
                "延期至少为1个工作日；请填写延长的工作日数（第三十三条第二款）".to_owned()
            }
            Self::ExtendedTwice { first, second } => format!(
                "{}已经告知过延期，{}不能再次延期（第三十三条第二款；本系统约定：每一期限只延期一次）",
                date(first),
                date(second)
            ),
            Self::ExtensionTooLate { notified_on, due_on } => format!(
                "延期于{}告知，晚于答复期限届满日{}；延期应当在期限届满前告知，请核对日期（第三十三条第二款）",
                date(notified_on),
                date(due_on)
            ),
            Self::ExtensionWhileWaiting { on } => format!(
                "{}没有正在计算的答复期限，不能延期；申请人补正或者缴费后期限重新起算（第三十条、第四十二条）",
                date(on)
            ),
            Self::DelayWhileWaiting { on } => format!(
                "{}没有正在计算的答复期限，不能告知延迟；申请人补正或者缴费后期限重新起算（第三十条、第四十二条）",
                date(on)
            ),
            Self::ClarificationTooLate { asked_on, last_day } => format!(
                "补正通知于{}发出，晚于最后一日{}；应当按现有内容答复（第三十条；本系统约定：逾期不得再要求补正）",
                date(asked_on),
                date(last_day)
            ),
            Self::ClarificationTwice { first } => {
                format!("{}已经通知过补正；补正事项应当一次性告知（第三十条）", date(first))
            }
            Self::FeeNoticeTwice { first } => {
                format!("申请人{}已经收到收费通知；一件申请只发一次（第四十二条）", date(first))
            }
            Self::NothingAsked { event, on } => {
                format!(
                    "“{}”（{}）之前没有相应的通知；请补记通知或者核对日期",
                    label(event),
                    date(on)
                )
            }
            Self::StillWaiting { event, on, since } => {
                format!(
                    "“{}”（{}）：申请人尚未回应{}的通知；请核对日期",
                    label(event),
                    date(on),
                    date(since)
                )
            }
            Self::LapsedTooEarly { event, on, closes_from } => {
                format!(
                    "“{}”（{}）过早：最早可以自{}起结案",
                    label(event),
                    date(on),
                    date(closes_from)
                )
            }
            Self::ConsultationUnknown { event, on } => format!(
                "“{}”（{}）之前没有发出相应的征求意见书；请补记或者核对日期（第三十二条、第三十四条）",
                label(event),
                date(on)
            ),
            Self::ConsultationTwice { event, on } => {
                format!(
                    "“{}”（{}）记录了两次；有多个被征求意见人的，请分别写明名称",
                    label(event),
                    date(on)
                )
            }
            Self::DelayIntoThePast { on, until } => format!(
                "{}告知的延迟答复日{}并不在其后；请核对日期（第三十五条）",
                date(on),
                date(until)
            ),
            Self::NotInForce(error) => error.message(Lang::Zh),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chinese_sentence_names_events_in_chinese() {
        let day = chrono::NaiveDate::default();
        let (on, event) = (day, "fee-notice-received");
        let errors = [
            ReplyClockError::NeverReceived { event },
            ReplyClockError::BeforeReceipt { event, on, received_on: day },
            ReplyClockError::AfterClose { event, on, closed_on: day },
            ReplyClockError::NothingAsked { event, on },
            ReplyClockError::StillWaiting { event, on, since: day },
            ReplyClockError::LapsedTooEarly { event, on, closes_from: day },
            ReplyClockError::ConsultationUnknown { event, on },
            ReplyClockError::ConsultationTwice { event, on },
        ];
        for error in errors {
            let message = error.message(Lang::Zh);
            assert!(message.contains("“申请人收到收费通知”"), "{message}");
            assert!(!message.contains(|it: char| it.is_ascii_alphabetic()), "{message}");
        }
    }

    #[test]
    fn every_event_has_a_chinese_name() {
        for name in crate::reply_clock::NAMES {
            assert!(!event_label(name, Lang::Zh).is_ascii(), "{name}");
        }
    }

    #[test]
    fn a_refused_extension_says_what_to_enter_instead() {
        let error = ReplyClockError::ExtensionTooLong { asked: 25, allowed: 20 };
        let message = error.message(Lang::Zh);
        assert!(message.contains("20个以内") && message.contains("第三十三条"), "{message}");
    }
}
