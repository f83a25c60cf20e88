//! What the sites of the sample show: profiles, the guide, annual reports.

use records::given_report::{GivenReport, SourceFile};
use report::json::to_json;
use sample::{Sample, SampleReport};
use serde_json::json;
use store::{Kept, Source, Store, StoreError, Subject, Work};

use super::fill::WHY;
use crate::commands::acts::upon;

/// Keeps the files that the reports were given as, in the order of the reports.
pub async fn files(store: &Store, sample: &Sample) -> Result<Vec<Kept>, StoreError> {
    let mut files = Vec::new();
    for it in &sample.reports {
        let bytes = to_json(&it.report).into_bytes().into();
        files.push(store.files().keep_bytes(store.edge(), bytes).await?);
    }
    Ok(files)
}

/// Puts in what sites show.
pub async fn put(work: &Work, sample: &Sample, files: &[Kept]) -> Result<(), StoreError> {
    let new_id = || work.store().edge().new_id();
    for profile in &sample.sites {
        let id = new_id();
        let (agency, subject) = (profile.organisation.into(), Subject::site_profile(id));
        let act = upon(agency, subject, "site.changed", WHY, json!({}));
        work.site_profiles().open(id, profile, act).await?;
    }
    let (guide, id) = (&sample.guide, new_id());
    let act = upon(guide.organisation.into(), Subject::guide(id), "guide.released", WHY, json!({}));
    work.guides().open(id, guide, act).await?;
    for (it, file) in sample.reports.iter().zip(files) {
        release(work, it, file).await?;
    }
    Ok(())
}

async fn release(work: &Work, it: &SampleReport, file: &Kept) -> Result<(), StoreError> {
    let (id, agency) = (work.store().edge().new_id(), it.organisation.into());
    let report = serde_json::from_str(&to_json(&it.report)).map_err(|error| {
        let (id, why) = (id.to_string(), error.to_string());
        StoreError::Corrupt { table: "given_report", id, why }
    })?;
    let given = GivenReport {
        organisation: it.organisation,
        year: it.year,
        edition: 1,
        report,
        source: SourceFile {
            name: format!("{}.json", it.year),
            media_type: file.media_type.clone(),
            size: file.size,
            sha256: hex::encode(file.hash.as_bytes()),
        },
        released_on: it.released_on,
        released_by: None,
        despite_errors: String::new(),
        replaces_because: String::new(),
    };
    let body = json!({ "year": it.year, "edition": given.edition });
    let act = upon(agency, Subject::given_report(id), "report.released", WHY, body);
    work.given_reports().release(id, &given, act).await?;
    work.attachments().add(agency, id, file, &given.source.name).await?;
    Ok(())
}
