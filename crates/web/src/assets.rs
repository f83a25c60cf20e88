//! Style and script, compiled in. Their addresses carry their hash, so that a browser keeps them for good and
//! a new version is a new address.

use std::sync::LazyLock;

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use crate::error::WebError;
use crate::extract::At;

/// Something that pages load.
struct Asset {
    address: String,
    kind: &'static str,
    text: String,
}

/// The style: tokens, what is around pages, components, paper.
const STYLE: &str = concat!(
    include_str!("../design/tokens.css"),
    include_str!("../design/base.css"),
    include_str!("../design/frame.css"),
    include_str!("../design/button/button.css"),
    include_str!("../design/field/field.css"),
    include_str!("../design/notice/notice.css"),
    include_str!("../design/tag/tag.css"),
    include_str!("../design/table/table.css"),
    include_str!("../design/pager/pager.css"),
    include_str!("../design/breadcrumb/breadcrumb.css"),
    include_str!("../design/menu/menu.css"),
    include_str!("../design/summary/summary.css"),
    include_str!("../design/empty/empty.css"),
    include_str!("../design/card/card.css"),
    include_str!("../design/tasks/tasks.css"),
    include_str!("../design/disclosure/disclosure.css"),
    include_str!("../design/steps/steps.css"),
    include_str!("../design/tree/tree.css"),
    include_str!("../design/timeline/timeline.css"),
    include_str!("../design/calendar/calendar.css"),
    include_str!("../design/working/working.css"),
    include_str!("../design/document/document.css"),
    include_str!("../design/print.css"),
);

static SITE: LazyLock<Asset> =
    LazyLock::new(|| asset("site", "css", "text/css; charset=utf-8", STYLE));
static COMFORT: LazyLock<Asset> = LazyLock::new(|| {
    asset("comfort", "js", "text/javascript; charset=utf-8", include_str!("../static/comfort.js"))
});
/// Keys: @github/hotkey (MIT), as it came.
static HOTKEY: LazyLock<Asset> = LazyLock::new(|| {
    asset(
        "hotkey",
        "js",
        "text/javascript; charset=utf-8",
        include_str!("../static/vendor/hotkey.js"),
    )
});
static OFFICE: LazyLock<Asset> = LazyLock::new(|| {
    let text = include_str!("../static/office.js").replace("/vendor/hotkey.js", &HOTKEY.address);
    asset("office", "js", "text/javascript; charset=utf-8", text)
});
static PASSKEYS: LazyLock<Asset> = LazyLock::new(|| {
    asset("passkeys", "js", "text/javascript; charset=utf-8", include_str!("../static/passkeys.js"))
});

static ICON: LazyLock<Asset> =
    LazyLock::new(|| asset("icon", "svg", "image/svg+xml", include_str!("../static/icon.svg")));

/// The address of the icon.
pub(crate) fn icon() -> &'static str {
    &ICON.address
}

/// The address of the style.
pub(crate) fn css() -> &'static str {
    &SITE.address
}

/// The address of the script that adds comfort to every page.
pub(crate) fn comfort() -> &'static str {
    &COMFORT.address
}

/// The address of the script of the office.
pub(crate) fn office() -> &'static str {
    &OFFICE.address
}

/// The address of the script for passkeys.
pub(crate) fn passkeys() -> &'static str {
    &PASSKEYS.address
}

fn asset(name: &str, ending: &str, kind: &'static str, text: impl Into<String>) -> Asset {
    let text = text.into();
    let hash = hex::encode(&Sha256::digest(&text)[..8]);
    Asset { address: format!("/assets/{name}-{hash}.{ending}"), kind, text }
}

/// `GET /favicon.ico`: what browsers ask for by themselves beside a file that is no page.
pub(crate) async fn favicon() -> Response {
    ([(CONTENT_TYPE, ICON.kind)], ICON.text.as_str()).into_response()
}

/// `GET /assets/{name}`
pub(crate) async fn serve(At(name): At<String>) -> Response {
    let wanted = format!("/assets/{name}");
    let Some(found) = [&*SITE, &*COMFORT, &*OFFICE, &*HOTKEY, &*PASSKEYS, &*ICON]
        .into_iter()
        .find(|it| it.address == wanted)
    else {
        return WebError::NotFound.into_response();
    };
    let headers =
        [(CONTENT_TYPE, found.kind), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
    (headers, found.text.as_str()).into_response()
}
