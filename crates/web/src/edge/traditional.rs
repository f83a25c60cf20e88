//! 繁體: a page for whoever chose traditional letters. The words of our page are converted by phrase; what
//! people typed stays as they typed it, so that it is never stored otherwise than it was meant.

use std::sync::LazyLock;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::middleware::Next;
use axum::response::Response;
use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use lol_html::html_content::TextType;
use lol_html::{RewriteStrSettings, doc_text, element, rewrite_str, text};

use crate::error::WebError;
use crate::limits::LARGEST_PAGE;
use crate::state::Web;
use crate::view::View;

/// Attributes that people read or hear.
const READ: [&str; 6] = ["title", "alt", "placeholder", "aria-label", "data-label", "content"];

static CONVERTER: LazyLock<Option<OpenCC>> =
    LazyLock::new(|| OpenCC::from_config(BuiltinConfig::S2t).ok());

pub(crate) async fn render(State(web): State<Web>, request: Request, next: Next) -> Response {
    let wanted = View::of(request.headers(), &web.settings().origin).traditional;
    let response = next.run(request).await;
    if !wanted || !is_page(&response) {
        return response;
    }
    match in_traditional(response).await {
        Ok(response) => response,
        Err(error) => axum::response::IntoResponse::into_response(error),
    }
}

fn is_page(response: &Response) -> bool {
    let kind = response.headers().get(CONTENT_TYPE).and_then(|it| it.to_str().ok());
    kind.is_some_and(|it| it.starts_with("text/html"))
}

async fn in_traditional(response: Response) -> Result<Response, WebError> {
    let (mut parts, body) = response.into_parts();
    let bytes = to_bytes(body, LARGEST_PAGE).await.map_err(WebError::internal)?;
    let page = std::str::from_utf8(&bytes).map_err(WebError::internal)?;
    let page = converted(page)?;
    parts.headers.remove(CONTENT_LENGTH);
    Ok(Response::from_parts(parts, Body::from(page)))
}

/// The page with its words in traditional letters.
fn converted(page: &str) -> Result<String, WebError> {
    let Some(converter) = CONVERTER.as_ref() else {
        return Err(WebError::internal("the dictionary of traditional letters cannot be read"));
    };
    let words = element!("*", |it| {
        for name in READ {
            if let Some(value) = it.get_attribute(name) {
                it.set_attribute(name, &converter.convert(&value))?;
            }
        }
        Ok(())
    });
    let title = text!("title", |it| {
        let converted = converter.convert(it.as_str());
        it.set_str(converted);
        Ok(())
    });
    // What stands in a field for several lines was typed, and is no plain text to the parser.
    let letters = doc_text!(|it| {
        if it.text_type() == TextType::Data {
            let converted = converter.convert(it.as_str());
            it.set_str(converted);
        }
        Ok(())
    });
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(words)
        .append_element_content_handler(title)
        .append_document_content_handler(letters);
    rewrite_str(page, settings).map_err(WebError::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_converted_and_what_was_typed_is_not() {
        let page = "<title>机构</title><p title=\"办理\">政府信息公开 &amp; <a href=\"/搜\">学校</a></p>\
            <input value=\"学校\" placeholder=\"关键词\"><textarea>学校</textarea>";
        let shown = converted(page).expect("a page");
        assert!(shown.starts_with("<title>機構</title>"), "{shown}");
        assert!(shown.contains("政府信息公開 &amp; <a href=\"/搜\">學校</a>"), "{shown}");
        assert!(shown.contains("title=\"辦理\"") && shown.contains("placeholder=\"關鍵詞\""));
        assert!(shown.contains("value=\"学校\"") && shown.contains("<textarea>学校</textarea>"));
    }
}
