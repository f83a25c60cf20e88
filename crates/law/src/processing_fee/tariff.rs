//! A tariff that rises with the excess (超额累进): bands of units with one price each.

use serde::{Deserialize, Serialize};

use crate::working::{Step, StepKind};

/// A progressive tariff.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tariff {
    bands: Vec<Band>,
    then: Option<Rise>,
}

/// From unit number `first` on, each unit costs `yuan`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Band {
    first: u32,
    yuan: u64,
}

/// After the last band every further `every` units cost `more_yuan` more each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rise {
    /// Units of a step.
    pub every: u32,
    /// What each unit of the next step costs more, in yuan.
    pub more_yuan: u64,
}

/// A band of a tariff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TariffBand {
    /// Number of the first unit.
    pub first: u32,
    /// Number of the last unit; the last band has none.
    pub last: Option<u32>,
    /// Price of one unit in yuan.
    pub yuan_each: u64,
    /// How the price goes on rising in the last band, if it does.
    pub then: Option<Rise>,
}

/// The units of one band that are paid for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PricedBand {
    /// Number of the first unit.
    pub first: u32,
    /// Number of the last unit.
    pub last: u32,
    /// Price of one unit in yuan.
    pub yuan_each: u64,
    /// Price of all units of the band in yuan.
    pub yuan: u64,
}

impl Tariff {
    /// Prices the units numbered `already + 1` to `already + new`.
    pub(super) fn price(&self, already: u32, new: u32) -> Vec<PricedBand> {
        let last_unit = already + new;
        let mut priced = Vec::new();
        let mut unit = already + 1;
        while unit <= last_unit {
            let (band_end, yuan_each) = self.band_of(unit);
            let last = band_end.map_or(last_unit, |end| end.min(last_unit));
            let yuan = u64::from(last - unit + 1) * yuan_each;
            priced.push(PricedBand { first: unit, last, yuan_each, yuan });
            unit = last + 1;
        }
        priced
    }

    /// Returns the last unit of the band a unit lies in, if it has one, and the price of each.
    fn band_of(&self, unit: u32) -> (Option<u32>, u64) {
        let place = self.bands.iter().rposition(|band| band.first <= unit);
        let place = place.expect("every tariff begins with unit 1, which a test shows");
        let band = self.bands[place];
        if let Some(next) = self.bands.get(place + 1) {
            return (Some(next.first - 1), band.yuan);
        }
        match self.then {
            None => (None, band.yuan),
            Some(rise) => {
                let rises = (unit - band.first) / rise.every;
                let end = band.first + (rises + 1) * rise.every - 1;
                (Some(end), band.yuan + u64::from(rises) * rise.more_yuan)
            }
        }
    }

    /// Lists the bands.
    pub(super) fn bands(&self) -> Vec<TariffBand> {
        let nexts = self.bands.iter().skip(1).map(|it| Some(it.first - 1)).chain([None]);
        let band = |(band, last): (&Band, Option<u32>)| TariffBand {
            first: band.first,
            last,
            yuan_each: band.yuan,
            then: if last.is_none() { self.then } else { None },
        };
        self.bands.iter().zip(nexts).map(band).collect()
    }

    /// Says whether no unit costs anything.
    pub(super) fn is_free(&self) -> bool {
        self.then.is_none() && self.bands.iter().all(|band| band.yuan == 0)
    }

    /// Says whether the tariff begins with unit 1 and its bands rise.
    #[cfg(test)]
    pub(super) fn is_sound(&self) -> bool {
        self.bands.first().is_some_and(|band| band.first == 1)
            && self.bands.windows(2).all(|pair| pair[0].first < pair[1].first)
            && self.then.is_none_or(|rise| rise.every > 0)
    }
}

impl PricedBand {
    /// Writes the band as a step.
    pub(super) fn step(&self, unit_zh: &str, unit_en: &str) -> Step {
        let Self { first, last, yuan_each, yuan } = *self;
        let count = last - first + 1;
        let (which_zh, which_en) = if first == last {
            (format!("第{first}{unit_zh}"), format!("{unit_en} {first}"))
        } else {
            (format!("第{first}至{last}{unit_zh}"), format!("{unit_en}s {first} to {last}"))
        };
        let zh = format!("{which_zh}：{count}{unit_zh}×{yuan_each}元＝{yuan}元");
        let en = format!("{which_en}: {count} × {yuan_each} yuan = {yuan} yuan");
        Step::new(StepKind::Band, zh, en)
    }
}
