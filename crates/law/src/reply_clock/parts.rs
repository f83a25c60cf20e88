//! What a request's events are read into: runs of the reply period, waits for the applicant, letters and endings.

use chrono::NaiveDate;

use crate::consultation::Consulted;
use crate::lang::Lang;
use crate::parameter::Remark;

/// What the applicant is expected to do while no reply period runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Awaited {
    Clarification,
    Payment,
}

impl Awaited {
    /// Returns how the run begins that the awaited act starts.
    pub(super) fn restart(self) -> RunStart {
        match self {
            Self::Clarification => RunStart::Clarification,
            Self::Payment => RunStart::Payment,
        }
    }
}

/// A stretch in which the reply period is void until the applicant acts.
#[derive(Debug, Clone)]
pub(super) struct Wait {
    pub awaited: Awaited,
    pub since: NaiveDate,
    pub served_on: Option<NaiveDate>,
    pub working_days: Option<u32>,
    pub applicant_by: NaiveDate,
    pub closes_from: NaiveDate,
    pub provisional: bool,
    /// Remark on the length of the applicant's period.
    pub remark: Option<Remark>,
    pub ended_on: Option<NaiveDate>,
    /// The day the applicant did what was asked.
    pub answered_on: Option<NaiveDate>,
    /// Place of the run in which the notice came.
    pub run: usize,
}

impl Wait {
    /// Returns the day from which the applicant's period is counted.
    pub(super) fn counted_from(&self) -> NaiveDate {
        self.served_on.unwrap_or(self.since)
    }
}

/// Why a run of the reply period began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RunStart {
    Receipt,
    Clarification,
    Payment,
    Redo,
}

/// One run of the reply period.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub start: NaiveDate,
    pub started_by: RunStart,
    pub extension: Option<(NaiveDate, u32)>,
    /// Announced delays: the day of the announcement and the day announced.
    pub delays: Vec<(NaiveDate, NaiveDate)>,
}

/// One consultation letter and what became of it.
#[derive(Debug, Clone)]
pub(super) struct Letter {
    pub consulted: Consulted,
    pub party: String,
    pub issued_on: NaiveDate,
    pub received_on: Option<NaiveDate>,
    pub answered_on: Option<NaiveDate>,
    /// Place of the run in which the letter went out.
    pub run: usize,
    /// Place of the wait that was open when the letter went out.
    pub wait: Option<usize>,
}

/// One end of the request; an order to answer again opens it once more.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ending {
    pub on: NaiveDate,
    pub how: EndedBy,
    /// Place of the run that ended.
    pub run: usize,
}

/// How the request ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EndedBy {
    Replied,
    ClarificationLapsed,
    FeeLapsed,
    Withdrawn,
    Other,
}

impl EndedBy {
    pub(super) fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Replied => lang.pick("作出答复", "replied"),
            Self::ClarificationLapsed => {
                lang.pick("逾期不补正，视为放弃申请", "closed: not clarified in time")
            }
            Self::FeeLapsed => {
                lang.pick("逾期不缴费，视为放弃申请", "closed: fee not paid in time")
            }
            Self::Withdrawn => lang.pick("申请人撤回申请", "withdrawn by the applicant"),
            Self::Other => lang.pick("办结", "closed"),
        }
    }
}

impl Letter {
    /// Names whom the letter went to.
    pub(super) fn name(&self, lang: Lang) -> String {
        let (who, party) = (self.consulted.label(lang), self.party.as_str());
        match party {
            "" => who.to_owned(),
            _ => lang.pick(format!("{who}（{party}）"), format!("{who} ({party})")),
        }
    }
}

impl Run {
    pub(super) fn beginning(start: NaiveDate, started_by: RunStart) -> Self {
        Self { start, started_by, extension: None, delays: Vec::new() }
    }
}
