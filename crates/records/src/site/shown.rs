//! What the pages of an organisation show: what it has said itself, else what those above it have said.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use law::Lang;

use super::{GreyPeriod, Mark, ReplyTo, SiteProfile, Theme};
use crate::organisation::{Line, OrganisationId, Tree};

/// A value and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown<T> {
    /// The value.
    pub value: T,
    /// Who said so: the organisation itself, or one above it.
    pub from: OrganisationId,
}

/// What the site of an organisation shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteShown {
    /// Whose site it is.
    pub organisation: OrganisationId,
    /// What stands at its foot, in the order of the foot.
    pub marks: BTreeMap<Mark, Shown<String>>,
    /// 支持IPv6
    pub ipv6: Option<Shown<bool>>,
    /// Its colours; blue where nobody said.
    pub theme: Option<Shown<Theme>>,
    /// Where answers to its mail go, and what stands beneath it.
    pub reply_to: Option<Shown<ReplyTo>>,
    /// Days without colours, its own and those of everybody above it.
    grey: Vec<Shown<GreyPeriod>>,
}

/// Something that the foot of a site must have and that nobody has said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// A mark.
    Mark(Mark),
    /// Whether it can be reached by IPv6.
    Ipv6,
}

impl Missing {
    /// What is missing.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Mark(mark) => mark.label(lang),
            Self::Ipv6 => lang.pick("是否支持IPv6", "whether the site can be reached by IPv6"),
        }
    }
}

impl SiteShown {
    /// What the site of an organisation shows, in a tree and with the profiles of all that have one.
    ///
    /// Values are taken along the administrative line, the nearest first.
    #[must_use]
    pub fn of(
        id: OrganisationId,
        tree: &Tree,
        profiles: &BTreeMap<OrganisationId, SiteProfile>,
    ) -> Self {
        let line = std::iter::once(id).chain(tree.above(Line::Administrative, id));
        let mut shown = Self::nothing(id);
        for profile in line.filter_map(|it| profiles.get(&it)) {
            shown.take(profile);
        }
        shown
    }

    fn nothing(organisation: OrganisationId) -> Self {
        Self {
            organisation,
            marks: BTreeMap::new(),
            ipv6: None,
            theme: None,
            reply_to: None,
            grey: Vec::new(),
        }
    }

    /// Takes what nobody nearer has said.
    fn take(&mut self, profile: &SiteProfile) {
        let from = profile.organisation;
        for (mark, value) in &profile.marks {
            let said = || Shown { value: value.clone(), from };
            self.marks.entry(*mark).or_insert_with(said);
        }
        let own = |value| Shown { value, from };
        self.ipv6 = self.ipv6.take().or(profile.ipv6.map(own));
        self.theme = self.theme.take().or(profile.theme.map(|value| Shown { value, from }));
        if self.reply_to.is_none() && profile.reply_to != ReplyTo::default() {
            self.reply_to = Some(Shown { value: profile.reply_to.clone(), from });
        }
        self.grey.extend(profile.grey.iter().map(|it| Shown { value: it.clone(), from }));
    }

    /// The value of a mark.
    #[must_use]
    pub fn mark(&self, mark: Mark) -> Option<&str> {
        self.marks.get(&mark).map(|it| it.value.as_str())
    }

    /// Whether a value is taken from one above.
    #[must_use]
    pub fn is_taken<T>(&self, shown: &Shown<T>) -> bool {
        shown.from != self.organisation
    }

    /// Its colours.
    #[must_use]
    pub fn theme(&self) -> Theme {
        self.theme.as_ref().map(|it| it.value).unwrap_or_default()
    }

    /// Why the site is without colours on a day, where it is. Those above mourn for all below them.
    #[must_use]
    pub fn grey_on(&self, day: NaiveDate) -> Option<&Shown<GreyPeriod>> {
        self.grey.iter().find(|it| it.value.covers(day))
    }

    /// What the foot must have and has not, in the order of the foot: the health check warns of it.
    #[must_use]
    pub fn missing(&self) -> Vec<Missing> {
        let lacks = |mark: &Mark| !self.marks.contains_key(mark);
        let marks = Mark::ALL.into_iter().filter(lacks).map(Missing::Mark);
        marks.chain(self.ipv6.is_none().then_some(Missing::Ipv6)).collect()
    }
}
