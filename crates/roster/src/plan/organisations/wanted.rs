//! What a row says of an organisation.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use records::organisation::{
    Change, Fact, FactError, Kind, Names, Obligations, OfficeError, OgiOffice, Organisation,
    OrganisationId, Standing,
};

use super::fault;
use crate::columns::OrganisationColumn as C;
use crate::plan::what::{RowFault, What};
use crate::read::{Row, Sheet};
use crate::values::{date, kind, narrow, run_by, stage, trimmed, yes_or_no};

/// What a row says. Columns that the sheet does not have say what is there already.
pub struct Wanted {
    names: Names,
    kind: Kind,
    parent: Option<OrganisationId>,
    authority: Option<OrganisationId>,
    pub founded_on: Option<NaiveDate>,
    pub basis: String,
    office: OgiOffice,
    obligations: Obligations,
}

/// Reads a row cell by cell and keeps what is wrong.
struct Reader<'a> {
    row: &'a Row<C>,
    sheet: &'a Sheet<C>,
    faults: &'a mut Vec<RowFault>,
}

impl Reader<'_> {
    /// What a cell says; nothing where the sheet does not have the column.
    fn cell(&self, column: C) -> Option<&str> {
        self.sheet.columns.contains(&column).then(|| self.row.text(column))
    }

    fn wrong(&mut self, column: C, what: What) {
        self.faults.push(fault(self.row, column, what));
    }

    /// What a cell means; `None` after a fault.
    fn needed<T>(
        &mut self,
        column: C,
        already: Option<T>,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let what = match (self.cell(column), already) {
            (None, Some(already)) => return Some(already),
            (None | Some(""), _) => What::Missing,
            (Some(text), _) => match read(text) {
                Some(it) => return Some(it),
                None => What::NotAmongValues,
            },
        };
        self.wrong(column, what);
        None
    }

    fn text(&self, column: C, already: &str) -> String {
        self.cell(column).unwrap_or(trimmed(already)).to_owned()
    }

    fn names(&mut self, already: Option<&Names>) -> Option<Names> {
        let full_already = already.map(|it| trimmed(&it.full).to_owned());
        let full = self.needed(C::FullName, full_already.clone(), |it| Some(it.to_owned()))?;
        let short_already = already.map(|it| trimmed(&it.short).to_owned());
        let short = match self.cell(C::ShortName) {
            Some("") => full.clone(),
            Some(short) => short.to_owned(),
            // One whose short name is its full name goes on without a short one.
            None => {
                short_already.filter(|it| Some(it) != full_already.as_ref()).unwrap_or(full.clone())
            }
        };
        let english = self.text(C::EnglishName, already.map_or("", |it| &it.english));
        Some(Names { full, short, english })
    }

    fn kind(&mut self, already: Option<Kind>) -> Option<Kind> {
        let of = self.needed(C::Kind, already, kind)?;
        let (stage_already, run_by_already) = match already {
            Some(Kind::School { stage, run_by }) => (Some(stage), Some(run_by)),
            _ => (None, None),
        };
        if matches!(of, Kind::School { .. }) {
            let stage = self.needed(C::Stage, stage_already, stage);
            let run_by = self.needed(C::RunBy, run_by_already, run_by);
            return Some(Kind::School { stage: stage?, run_by: run_by? });
        }
        for column in [C::Stage, C::RunBy] {
            if self.cell(column).is_some_and(|it| !it.is_empty()) {
                self.wrong(column, What::NotASchool);
            }
        }
        Some(of)
    }

    fn above(
        &mut self,
        column: C,
        already: Option<OrganisationId>,
        codes: &BTreeMap<String, OrganisationId>,
    ) -> Option<OrganisationId> {
        match self.cell(column) {
            None => already,
            Some("") => None,
            Some(code) => {
                let found = codes.get(narrow(code).as_str()).copied();
                if found.is_none() {
                    self.wrong(column, What::NoSuchOrganisation);
                }
                found
            }
        }
    }

    fn day(&mut self, column: C) -> Option<NaiveDate> {
        let text = self.cell(column).filter(|it| !it.is_empty())?;
        let day = date(text);
        if day.is_none() {
            self.wrong(column, What::NotADay);
        }
        day
    }

    fn yes(&mut self, column: C, already: bool) -> bool {
        let Some(text) = self.cell(column) else { return already };
        let yes = yes_or_no(text);
        if yes.is_none() {
            self.wrong(column, What::NotAmongValues);
        }
        yes.unwrap_or(already)
    }

    fn office(&self, already: &OgiOffice) -> OgiOffice {
        OgiOffice {
            name: self.text(C::OfficeName, &already.name),
            address: self.text(C::OfficeAddress, &already.address),
            post_code: narrow(&self.text(C::OfficePostCode, &already.post_code)),
            hours: self.text(C::OfficeHours, &already.hours),
            phone: self.text(C::OfficePhone, &already.phone),
            fax: self.text(C::OfficeFax, &already.fax),
            mail: self.text(C::OfficeMail, &already.mail),
            web: self.text(C::OfficeWeb, &already.web),
        }
    }

    fn obligations(&mut self, already: Obligations) -> Obligations {
        Obligations {
            files_annual_report: self.yes(C::FilesReport, already.files_annual_report),
            publishes_government_report: self
                .yes(C::PublishesGovernmentReport, already.publishes_government_report),
            makes_rules: self.yes(C::MakesRules, already.makes_rules),
            makes_normative_documents: self
                .yes(C::MakesNormativeDocuments, already.makes_normative_documents),
        }
    }
}

impl Wanted {
    /// Reads a row; `None` where something needed is not there. Other faults are noted only.
    pub fn read(
        row: &Row<C>,
        sheet: &Sheet<C>,
        standing: Option<&Standing>,
        codes: &BTreeMap<String, OrganisationId>,
        faults: &mut Vec<RowFault>,
    ) -> Option<Self> {
        let mut reader = Reader { row, sheet, faults };
        let names = reader.names(standing.map(|it| &it.names));
        let kind = reader.kind(standing.map(|it| it.kind));
        let parent =
            reader.above(C::Parent, standing.and_then(|it| it.administrative_parent), codes);
        let authority = reader.above(C::Authority, standing.and_then(|it| it.ogi_authority), codes);
        let founded_on = reader.day(C::FoundedOn);
        let nothing = OgiOffice::default();
        let office = reader.office(standing.map_or(&nothing, |it| &it.office));
        let obligations = reader.obligations(standing.map(|it| it.obligations).unwrap_or_default());
        let basis = reader.cell(C::Basis).unwrap_or_default().to_owned();
        let (names, kind) = (names?, kind?);
        Some(Self { names, kind, parent, authority, founded_on, basis, office, obligations })
    }

    /// A new organisation. The row is all that is known of it, so all of it holds since the founding.
    pub fn found(
        &self,
        id: OrganisationId,
        code: &str,
        today: NaiveDate,
    ) -> Result<Organisation, FactError> {
        let on = self.founded_on.unwrap_or(today);
        let founding = Change::Founded {
            names: self.names.clone(),
            of: self.kind,
            administrative_parent: self.parent,
            ogi_authority: self.authority,
            predecessors: Vec::new(),
        };
        let basis = self.basis.clone();
        let mut founded = Organisation::found(id, code, Fact { on, basis, change: founding })?;
        let mut also = Vec::new();
        if self.office != OgiOffice::default() {
            also.push(Change::OfficeDescribed { office: self.office.clone() });
        }
        if self.obligations != Obligations::default() {
            also.push(Change::Obliged { obligations: self.obligations });
        }
        for change in also {
            founded = founded.note(Fact { on, basis: String::new(), change })?;
        }
        Ok(founded)
    }

    /// What has to be noted so that an organisation stands as the row says.
    pub fn changes(&self, standing: &Standing) -> Vec<Change> {
        let mut changes = Vec::new();
        let names = &standing.names;
        let same = |one: &str, other: &str| trimmed(one) == trimmed(other);
        if !(same(&names.full, &self.names.full)
            && same(&names.short, &self.names.short)
            && same(&names.english, &self.names.english))
        {
            changes.push(Change::Renamed { names: self.names.clone() });
        }
        if standing.kind != self.kind {
            changes.push(Change::Reclassified { to: self.kind });
        }
        if (standing.administrative_parent, standing.ogi_authority) != (self.parent, self.authority)
        {
            changes.push(Change::Moved {
                administrative_parent: self.parent,
                ogi_authority: self.authority,
            });
        }
        if tidy(&standing.office) != self.office {
            changes.push(Change::OfficeDescribed { office: self.office.clone() });
        }
        if standing.obligations != self.obligations {
            changes.push(Change::Obliged { obligations: self.obligations });
        }
        changes
    }

    /// In which column somebody looks for an error.
    pub fn column_of(&self, error: FactError, id: OrganisationId) -> C {
        let does_not_fit = |it: &str| it.chars().count() > 100 || it.chars().any(char::is_control);
        match error {
            FactError::Text if does_not_fit(&self.names.full) => C::FullName,
            FactError::Text if does_not_fit(&self.names.short) => C::ShortName,
            FactError::Text if does_not_fit(&self.names.english) => C::EnglishName,
            FactError::Text => C::Basis,
            FactError::Itself if self.parent == Some(id) => C::Parent,
            FactError::Itself => C::Authority,
            FactError::Kind => C::Kind,
            FactError::BeforeFounding => C::FoundedOn,
            FactError::Office(OfficeError::PostCode) => C::OfficePostCode,
            FactError::Office(OfficeError::Mail) => C::OfficeMail,
            FactError::Office(OfficeError::Text(name)) => office_column(name),
            FactError::Code
            | FactError::Founding
            | FactError::AfterEnd
            | FactError::OutOfOrder
            | FactError::TooMany
            | FactError::Others => C::Code,
        }
    }
}

fn office_column(name: &str) -> C {
    match name {
        "name" => C::OfficeName,
        "address" => C::OfficeAddress,
        "post_code" => C::OfficePostCode,
        "hours" => C::OfficeHours,
        "phone" => C::OfficePhone,
        "fax" => C::OfficeFax,
        "mail" => C::OfficeMail,
        _ => C::OfficeWeb,
    }
}

/// A profile as it is read back from a sheet.
fn tidy(office: &OgiOffice) -> OgiOffice {
    let tidy = |it: &str| trimmed(it).to_owned();
    OgiOffice {
        name: tidy(&office.name),
        address: tidy(&office.address),
        post_code: tidy(&office.post_code),
        hours: tidy(&office.hours),
        phone: tidy(&office.phone),
        fax: tidy(&office.fax),
        mail: tidy(&office.mail),
        web: tidy(&office.web),
    }
}
