//! Organisations as rows.

use chrono::NaiveDate;
use law::Lang;
use records::organisation::{Kind, Organisation, OrganisationId, Standing};

use super::{Cells, Codes};
use crate::columns::OrganisationColumn as C;
use crate::values::yes_or_no_word;

/// The organisations that are there on a day, in order of their codes.
pub fn rows(all: &[Organisation], codes: &Codes<'_>, day: NaiveDate, lang: Lang) -> Vec<Cells> {
    let mut there: Vec<(&Organisation, Standing)> =
        all.iter().filter_map(|it| Some((it, it.on(day)?))).collect();
    there.retain(|(_, standing)| standing.ended.is_none());
    there.sort_by(|(one, _), (other, _)| one.code.cmp(&other.code));
    there.iter().map(|(it, standing)| row(it, standing, codes, lang)).collect()
}

fn row(of: &Organisation, standing: &Standing, codes: &Codes<'_>, lang: Lang) -> Cells {
    let cell = |column: &C| cell(*column, of, standing, codes, lang);
    C::ALL.iter().map(cell).collect()
}

fn cell(
    column: C,
    of: &Organisation,
    standing: &Standing,
    codes: &Codes<'_>,
    lang: Lang,
) -> String {
    let code = |id: Option<OrganisationId>| id.and_then(|it| codes.get(&it)).copied();
    let (stage, run_by) = match standing.kind {
        Kind::School { stage, run_by } => (stage.label(lang), run_by.label(lang)),
        Kind::Government | Kind::Department | Kind::Section | Kind::PublicInstitution => ("", ""),
    };
    let (names, office, duties) = (&standing.names, &standing.office, standing.obligations);
    let yes = |it| yes_or_no_word(it, lang);
    let text = match column {
        C::Code => &of.code,
        C::FullName => &names.full,
        C::ShortName => &names.short,
        C::EnglishName => &names.english,
        C::Kind => standing.kind.label(lang),
        C::Stage => stage,
        C::RunBy => run_by,
        C::Parent => code(standing.administrative_parent).unwrap_or_default(),
        C::Authority => code(standing.ogi_authority).unwrap_or_default(),
        C::FoundedOn => return standing.founded_on.to_string(),
        C::Basis => of.facts().first().map_or("", |it| &it.basis),
        C::OfficeName => &office.name,
        C::OfficeAddress => &office.address,
        C::OfficePostCode => &office.post_code,
        C::OfficeHours => &office.hours,
        C::OfficePhone => &office.phone,
        C::OfficeFax => &office.fax,
        C::OfficeMail => &office.mail,
        C::OfficeWeb => &office.web,
        C::FilesReport => yes(duties.files_annual_report),
        C::PublishesGovernmentReport => yes(duties.publishes_government_report),
        C::MakesRules => yes(duties.makes_rules),
        C::MakesNormativeDocuments => yes(duties.makes_normative_documents),
    };
    text.to_owned()
}
