//! Files that come with a form, within bounds; nobody here looks into them.

use axum::body::Bytes;
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use multer::{Constraints, Field, Multipart, SizeLimit};

use crate::error::WebError;
use crate::limits::{CHECKED_FILE, CHECKED_FILES, CHECKED_TOGETHER};
use crate::state::Web;
use crate::visit::Visit;

/// The field of the form in which files come.
pub(crate) const FIELD: &str = "files";

/// Letters of a name that are kept.
const LONGEST_NAME: usize = 120;

/// A file as it came.
#[derive(Debug)]
pub(crate) struct Upload {
    /// What the browser called it; only shown.
    pub name: String,
    /// Its bytes.
    pub bytes: Bytes,
}

/// Takes in the files of a form of ours. The token comes first: without it nothing else is read.
pub(crate) async fn files(
    web: &Web,
    visit: &Visit,
    request: Request,
) -> Result<Vec<Upload>, WebError> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|it| it.to_str().ok());
    let boundary =
        kind.and_then(|it| multer::parse_boundary(it).ok()).ok_or_else(|| WebError::Malformed {
            zh: "内容类型应当是 multipart/form-data".to_owned(),
            en: "the content type should be multipart/form-data".to_owned(),
        })?;
    let together = u64::try_from(CHECKED_TOGETHER).unwrap_or(u64::MAX);
    let each = u64::try_from(CHECKED_FILE).unwrap_or(u64::MAX);
    let limit = SizeLimit::new().whole_stream(together).per_field(each);
    let constraints = Constraints::new().size_limit(limit);
    let stream = request.into_body().into_data_stream();
    let mut parts = Multipart::with_constraints(stream, boundary, constraints);
    let token =
        parts.next_field().await.map_err(refused)?.filter(|it| it.name() == Some("form_token"));
    let token = token.ok_or(WebError::ForeignForm)?.text().await.map_err(refused)?;
    visit.require(web, &token)?;
    let mut files = Vec::new();
    while let Some(part) = parts.next_field().await.map_err(refused)? {
        if part.name() != Some(FIELD) {
            return Err(WebError::Malformed {
                zh: "表单中有不认识的内容".to_owned(),
                en: "the form has a field that is not known".to_owned(),
            });
        }
        let name = name(&part);
        let bytes = part.bytes().await.map_err(refused)?;
        // A browser sends one nameless empty file where none was chosen.
        if name.is_empty() && bytes.is_empty() {
            continue;
        }
        if files.len() == CHECKED_FILES {
            return Err(WebError::field(
                FIELD,
                &format!("一次最多检查 {CHECKED_FILES} 个文件，请分几次上传"),
                &format!("at most {CHECKED_FILES} files are checked at once; upload them in parts"),
            ));
        }
        files.push(Upload { name, bytes });
    }
    Ok(files)
}

/// The last part of the name, without characters that cannot be seen.
fn name(part: &Field<'_>) -> String {
    let full = part.file_name().unwrap_or_default();
    let last = full.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|it| !it.is_control()).take(LONGEST_NAME).collect()
}

fn refused(error: multer::Error) -> WebError {
    match error {
        multer::Error::FieldSizeExceeded { .. } => WebError::TooLarge { limit: CHECKED_FILE },
        multer::Error::StreamSizeExceeded { .. } => WebError::TooLarge { limit: CHECKED_TOGETHER },
        _ => WebError::Malformed {
            zh: "请求没有传完，或者不是合格的表单".to_owned(),
            en: "the request broke off, or is no proper form".to_owned(),
        },
    }
}
