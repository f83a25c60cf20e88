//! Every file through a reader of its own, and then through the rules.

use law::Lang;
use reader::{ReadFailure, Readers};
use tokio::task::JoinSet;

use crate::checks::{CheckedFile, CheckedReport, Outcome};
use crate::upload::Upload;

/// Reads and checks files, several at once, and returns them in their order.
pub(super) async fn checked(readers: &Readers, files: Vec<Upload>) -> Vec<CheckedFile> {
    // If nobody waits for the answer any more, all of them end.
    let mut reading = JoinSet::new();
    for (number, file) in files.into_iter().enumerate() {
        let readers = readers.clone();
        reading.spawn(async move { (number, one(&readers, file).await) });
    }
    let mut done = Vec::new();
    while let Some(ended) = reading.join_next().await {
        match ended {
            Ok(it) => done.push(it),
            Err(error) => tracing::error!(is_panic = error.is_panic(), "a file was not checked"),
        }
    }
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, file)| file).collect()
}

async fn one(readers: &Readers, Upload { name, bytes }: Upload) -> CheckedFile {
    let outcome = match readers.read_report(bytes).await {
        Ok(report) => match tokio::task::spawn_blocking(|| CheckedReport::of(report)).await {
            Ok(read) => Outcome::Read(Box::new(read)),
            Err(_) => not_checked(),
        },
        Err(ReadFailure::Document(error)) => {
            Outcome::NotRead { zh: error.say(Lang::Zh), en: error.say(Lang::En) }
        }
        Err(ReadFailure::Reader(fault)) => {
            tracing::warn!(%fault, "an uploaded file was not read");
            let (zh, en) = (fault.say(Lang::Zh).to_owned(), fault.say(Lang::En).to_owned());
            Outcome::NotRead { zh, en }
        }
    };
    CheckedFile { name, outcome }
}

fn not_checked() -> Outcome {
    tracing::error!("the rules failed on a report");
    Outcome::NotRead {
        zh: "这个文件没有检查完，是程序的问题。".to_owned(),
        en: "this file was not checked to the end; the fault is ours".to_owned(),
    }
}
