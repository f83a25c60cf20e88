//! What the API says of itself (OpenAPI 3.1).

use records::policy::{Action, Principal, might};
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    ComponentsBuilder, Content, Info, License, OpenApi, OpenApiBuilder, Ref, ResponseBuilder,
    SecurityRequirement,
};

use crate::edge::words::{Problem, ProblemField};

/// The document before any call is in it.
pub(crate) fn document() -> OpenApi {
    let mut info = Info::new("gongkai 公开", env!("CARGO_PKG_VERSION"));
    info.description = Some(
        "政府信息公开工作平台的接口。 The API of the platform for open government information."
            .to_owned(),
    );
    info.license = Some(License::new("Apache-2.0 OR MulanPSL-2.0"));
    let token = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("gk_api_…").build();
    let session = ApiKey::Cookie(ApiKeyValue::new("gongkai-session"));
    let components = ComponentsBuilder::new()
        .security_scheme("token", SecurityScheme::Http(token))
        .security_scheme("session", SecurityScheme::ApiKey(session))
        .schema_from::<Problem>()
        .schema_from::<ProblemField>()
        .build();
    OpenApiBuilder::new().info(info).components(Some(components)).build()
}

/// What is true of every call behind the table.
pub(crate) fn guarded(operation: &mut Operation, action: Action) {
    let zh = action.label(law::Lang::Zh);
    let rights = format!("权限 Permission: {zh} `{action}`");
    operation.description = Some(match operation.description.take() {
        Some(told) if !told.is_empty() => format!("{told}\n\n{rights}"),
        _ => rights,
    });
    let none: [&str; 0] = [];
    let mut security =
        vec![SecurityRequirement::new("session", none), SecurityRequirement::new("token", none)];
    if !action.is_for_programs() {
        security.truncate(1);
    }
    if might(&Principal::Anyone, action) {
        security.push(SecurityRequirement::default());
    }
    operation.security = Some(security);
    let failures = [
        ("400", "无法识别 Not understood"),
        ("401", "没有登录，或者令牌无效 Nobody is signed in, or the token is none"),
        ("403", "没有这项权限 Not theirs to do"),
        ("404", "没有，或者不属于您 Not there, or not theirs"),
        ("405", "不接受这种请求方式 Not with this verb"),
        ("408", "超时 Too slow"),
        ("409", "状态不允许 The state does not allow it"),
        ("413", "太大 Too large"),
        ("422", "填写有误 Some of it cannot be"),
        ("429", "请稍候 Too many at once"),
        ("500", "出现故障 A fault of ours"),
        ("503", "暂时不能办理，没有保存 Not now; nothing was stored"),
    ];
    for (status, told) in failures {
        let problem = Content::new(Some(Ref::from_schema_name("Problem")));
        let response =
            ResponseBuilder::new().description(told).content("application/problem+json", problem);
        operation.responses.responses.entry(status.to_owned()).or_insert(response.build().into());
    }
}
